import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { isOfLibrary } from '../env/shared-principals';
import { warn } from '../validation/warnings';
import { listed } from './bucket-predicates';
import type { FinalApp } from './final-app';
import { foreignStatements } from './own-grants';

/**
 * What the user, its group or the role that the construct made may do beyond the construct's policies: who signs those off would not see it.
 * Only what stands on the principal itself, such as CDK's grants put there; policies that are made elsewhere and attached are not looked for.
 */
export function warnAboutFurtherPermissions(
  app: FinalApp,
  scope: Construct,
  user: iam.IUser | undefined,
  role: iam.IRole | undefined,
): void {
  const made = [user, role].filter((one) => one?.node.scope === scope);
  const found = [...made, user && scope.node.tryFindChild('Group')].flatMap((one) => furtherPermissions(app, one));
  if (found.length > 0) {
    const text = `the principal may do more than the construct's policies say: ${found.join('; ')}`;
    warn(scope, 'cdk-vendor-access:core.principalExtended', text);
  }
}

function furtherPermissions(app: FinalApp, principal: IConstruct | undefined): string[] {
  const { Groups, ManagedPolicyArns, Policies } = app.find(principal)?.Properties ?? {};
  const inline = principal?.node.children.flatMap((child) => listed(app.find(child)?.Properties.PolicyDocument?.Statement)) ?? [];
  const further = {
    'policies on it': listed(ManagedPolicyArns).filter((arn) => !isOfLibrary(principal, arn)),
    'groups of it': listed(Groups).slice(1),
    statements: [...listed(Policies), ...(principal ? foreignStatements(principal, inline) : [])],
  };
  return Object.entries(further)
    .filter(([, values]) => values.length > 0)
    .map(([what, values]) => `${what} of '${principal?.node.path}': ${JSON.stringify(values)}`);
}
