import { organizationOf } from '../../../src/core/private/policy/organization';
import type { Json } from '../../../src/core/private/policy/request';
import { token } from '../../../src/core/private/policy/text';

// The organization that an app without more knowledge belongs to, by what its policies say.

const [ID, OF_RESOURCE, PATHS] = ['aws:PrincipalOrgID', 'aws:ResourceOrgID', 'aws:PrincipalOrgPaths'];
const [OWN, PARTNER] = ['o-a1b2c3d4e5', 'o-partner'];
const when = (Effect: string, Condition: object) => ({ Effect, Condition });
const [deny, allow] = ['Deny', 'Allow'].map((effect) => (condition: object) => when(effect, condition));
const others = (...organizations: string[]) => deny({ StringNotEquals: { [ID]: organizations } });
const units = (...all: string[]) =>
  deny({ 'ForAllValues:StringNotLike': { [PATHS]: all.map((unit) => `${OWN}/r-1/${unit}/*`) }, Null: { [PATHS]: 'false' } });
const known = (Statement: Json) => organizationOf(JSON.stringify([{ Version: '2012-10-17', Statement }]), false);

test.each<[string, object[], string?]>([
  ['others are denied', [others(OWN)]],
  ['others are denied, where the key is there', [deny({ StringNotEquals: { [ID]: OWN }, Null: { [ID]: 'false' } })]],
  ['the same as a truth value', [deny({ StringNotEquals: { [ID]: OWN }, Null: { [ID]: false } })]],
  ['others are denied but for a partner', [others(OWN), others(PARTNER, OWN)]],
  ['a partner is allowed', [others(OWN), allow({ StringEquals: { [ID]: PARTNER } })]],
  ['a partner is denied', [others(PARTNER, OWN), deny({ StringEquals: { [ID]: PARTNER } })]],
  ['whoever has none is denied', [others(OWN), deny({ Null: { [ID]: 'true' } })]],
  ['resources of others are denied', [deny({ StringNotEquals: { [OF_RESOURCE]: [PARTNER, OWN] } }), others(OWN)]],
  ['resources of a partner are allowed', [OWN, PARTNER].map((owner) => allow({ StringEquals: { [ID]: OWN, [OF_RESOURCE]: owner } }))],
  ['it is denied', [deny({ StringEquals: { [ID]: OWN } })]],
  ['a parameter names it', [others(OWN), others(token({ Ref: 'Organization' }))], token({ Ref: 'Organization' })],
])('the organization, if %s', (_, statements, own = OWN) => {
  expect([known(statements)[ID], known([...statements].reverse())[ID]]).toEqual([own, own]);
});

test('a unit, by all lists of units', () => {
  const both = [units('ou-1'), units('ou-2', 'ou-1')];
  expect([both, [...both].reverse()].map((one) => known(one)[PATHS])).toEqual([`${OWN}/r-1/ou-1/`, `${OWN}/r-1/ou-1/`]);
});

test('an organization without a name is that of the principal and of the resource', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  const own = known(deny({ StringNotEquals: { [OF_RESOURCE]: '${aws:PrincipalOrgID}' }, Null: { 'aws:SourceOrgID': 'false' } }));
  expect(own).toEqual({ [ID]: own[OF_RESOURCE], [OF_RESOURCE]: token({ Organization: 'ID' }) });
  expect(known(deny({ Bool: { 'aws:SecureTransport': 'false' } }))).toEqual({});
});
