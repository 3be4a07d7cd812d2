import { plain, textOf } from '../policy/text';
import { budgetDenies } from './budget-denials';
import { GRANTS, type Grant, IN_CLUSTER, mappedIn } from './giving';
import { knownIn } from './known-names';
import { BUDGET } from './meanings';
import type { ReferenceRule } from './reference-rule';
import { BY_CERTIFICATE, FURTHER_CREDENTIALS, HANDING_RULES } from './workload-rules';

/** Ways to become the principal. */
const CREDENTIAL_RULES: readonly ReferenceRule[] = [
  {
    to: 'user',
    type: 'AWS::IAM::AccessKey',
    at: /^UserName\b/,
    id: FURTHER_CREDENTIALS,
    why: 'another access key of the user, which is not in its secret and is not replaced when its key is rotated',
  },
  ...HANDING_RULES,
  {
    to: 'role',
    type: 'AWS::RolesAnywhere::Profile',
    at: /^RoleArns\b/,
    id: FURTHER_CREDENTIALS,
    why: BY_CERTIFICATE,
  },
];

/** Policy documents are not among them: `resource-policies`. What a budget only denies is said as a denial. */
function grantRules({ at, type, what }: Grant): ReferenceRule[] {
  const why = `the principal is allowed to use ${what}, which its policies do not show`;
  return (['user', 'role'] as const).map((to) => ({ to, type, at, id: 'cdk-vendor-access:core.principalExtended', why }));
}

const isAllowing: ReferenceRule['if'] = (by, _, __, app) => !budgetDenies(app, by);

/** Whether a cluster maps the principal, and not only mentions it. */
const isMapped: NonNullable<ReferenceRule['if']> = ({ construct: { stack }, Properties }, _, { construct }, app) => {
  const arn = textOf(plain(app.render(construct, construct.getAtt('Arn')), knownIn(app, construct.stack)));
  const mapped = mappedIn(Properties).map((one) => JSON.stringify(plain(one, knownIn(app, stack))));
  return mapped.some((text) => text.includes(JSON.stringify(arn).slice(1, -1)));
};

export const PRINCIPAL_REFERENCES: readonly ReferenceRule[] = [
  ...CREDENTIAL_RULES,
  ...GRANTS.flatMap(grantRules).map((rule) => (rule.type === BUDGET ? { ...rule, if: isAllowing } : rule)),
  ...IN_CLUSTER.flatMap(grantRules).map((rule) => ({ ...rule, if: isMapped })),
];
