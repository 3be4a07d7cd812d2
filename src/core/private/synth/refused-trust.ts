import type { Construct } from 'constructs';
import { asksInVain, decisionsOn, isSoftware } from '../policy/assuming';
import { organizationOf } from '../policy/organization';
import { plain, textOf } from '../policy/text';
import { type Assumption, assumptionsIn } from '../policy/trust';
import { pathOf } from '../validation/shown-value';
import { grouped } from './applying-policies';
import type { Stop } from './denial-message';
import { warnAboutStops } from './denials';
import type { Difference } from './differences';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { denialsOfUse } from './organization-policies';
import { type PlacedStatement, TRUST, trustOf } from './placed-statement';
import { readable } from './readable';
import { tagKeysIn, tagsOfResource } from './tags-asked';

/** The ways to assume a role that a statement of its trust policy allows. */
export const waysBy = (app: FinalApp, { by, statement }: PlacedStatement): Assumption[] =>
  assumptionsIn(plain(statement, knownIn(app, by.construct.stack)) as object as Parameters<typeof assumptionsIn>[0]);

/** What in the trust policy or above the account denies a way to assume the role, may deny it, or allows it only with what it cannot have. */
export function stopsOfWay(app: FinalApp, role: FinalResource, way: Assumption): Stop[] {
  const { construct, logicalId, Properties } = role;
  const known = knownIn(app, construct.stack);
  const document = plain(Properties[TRUST], known);
  const [arn, owner] = [{ 'Fn::GetAtt': [logicalId, 'Arn'] }, { Ref: 'AWS::AccountId' }].map((one) => textOf(plain(one, known)));
  const above = grouped(app, denialsAbove(app, role));
  const limits = above.map((one) => one.document);
  const ofOrganization = (isStranger: boolean) => ({
    ...(isStranger ? organizationOf(JSON.stringify(document), true) : {}),
    ...organizationOf(JSON.stringify(limits), isStranger && isSoftware(way)),
  });
  const asked = JSON.stringify([document, limits]);
  const [source, tags] = [organizationOf(asked, false, true), tagsOfResource(role, tagKeysIn(asked))];
  const decisions = decisionsOn({ above, arn, owner, source, tags, trust: { origin: pathOf(construct), document } }, way, ofOrganization);
  return decisions.flatMap(({ action, decision, principal: caller }) =>
    decision.because
      .filter((cause) => cause.effect === 'Deny' || (decision.effect === 'denied' && asksInVain(way, cause)))
      .map((cause) => ({ cause, answer: { action, why: `${nameOf(way)} assumes the role`, decision, caller } })),
  );
}

/** What keeps others from all roles of the account. Who has no external id may be of the organization, whatever the account. */
export const denialsAbove = (app: FinalApp, { construct }: FinalResource): PlacedStatement[] => denialsOfUse(app, construct.stack.account);

/** Whom messages name. */
export const nameOf = ({ account, name }: Assumption): string =>
  name === '*' ? 'everyone' : readable(name.endsWith(':root') ? (account ?? name) : name);

/** Warns about what denies that a role of the library is used for what it is made for: statements that the app adds to its trust policy, and policies above. */
export function warnAboutRefusals(app: FinalApp, scope: Construct, role: FinalResource, added: readonly Difference[]): void {
  const isAdded = ({ at }: PlacedStatement) => added.some(({ path }) => at === path || at.startsWith(`${path}.`));
  const own = trustOf(role).filter((one) => !isAdded(one));
  const ways = own.flatMap((one) => waysBy(app, one));
  const stops = ways.flatMap((way) => stopsOfWay(app, role, way));
  warnAboutStops(scope, stops, ways.map(nameOf).join(', '));
}

/** Statements that were added to the trust policy. */
export const addedToTrust = (all: readonly Difference[]): Difference[] =>
  all.filter(({ path, promised }) => promised === undefined && path.startsWith(`${TRUST}.Statement.`));
