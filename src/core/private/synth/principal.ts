import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { claim } from '../env/claims';
import { principalIdentity } from '../env/comparable';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { foreignStatements } from './own-grants';
import { attachmentsOf, statementsAt } from './principal-policies';
import { isMade } from './promise';

/**
 * What the user, its group or the role that the construct made may do beyond the policies of the library, wherever in the app that is said:
 * anyone who signs those policies off would not see it.
 */
export function warnAboutFurtherPermissions(app: FinalApp, scope: Construct, user?: iam.IUser, role?: iam.IRole): void {
  const made = [user, role].filter((one) => one?.node.scope === scope);
  const found = [...made, user && scope.node.tryFindChild('Group')].flatMap((one) => furtherPermissions(app, one));
  if (found.length > 0) {
    const text = `the principal may do more than the construct's policies say: ${found.join('; ')}`;
    warn(scope, 'cdk-vendor-access:core.principalExtended', text);
  }
}

/** What an imported principal may do beside, and what denies it something, stands in no template: said once, however many constructs use it. */
export function warnAboutUnknownPrincipal(scope: Construct, { role, user }: { role?: iam.IRole; user?: iam.IUser }): void {
  const principal = user ?? role;
  const isSaid = () => claim(scope, `imported ${principalIdentity(principal as iam.IUser | iam.IRole)}`) !== undefined;
  if (principal && !principal.node.defaultChild && !(principal instanceof iam.Role || principal instanceof iam.LazyRole) && !isSaid()) {
    const text =
      `the ${user ? 'user' : 'role'} '${principal.node.path}' is imported: its other permissions are not known here, and nor is what denies it something. ` +
      'Remove from it what the product does not need.';
    warn(scope, 'cdk-vendor-access:core.principalUnchecked', text);
  }
}

function furtherPermissions(app: FinalApp, principal: IConstruct | undefined): string[] {
  const final = app.find(principal);
  if (!principal || !final) {
    return [];
  }
  const { groups, inline, managed, policies } = attachmentsOf(app, final);
  const foreign = policies.filter(({ construct }) => !isMade(construct)).flatMap((policy) => furtherPolicy(principal, policy));
  const memberships = groups.filter(({ resource }) => !resource || !isMade(resource.construct));
  return [
    ...foreign,
    ...said('inline policies', inline, ({ statement }) => statement),
    ...said('managed policies', managed, ({ value }) => value),
    ...said('groups', memberships, ({ value }) => value),
  ].map((text) => `${text} of '${principal.node.path}'`);
}

/** What the facades of the library grant is known, and stands beside what CDK grants in the same policy. */
function furtherPolicy(principal: IConstruct, policy: FinalResource): string[] {
  const all = statementsAt(policy).map(({ statement }) => statement);
  const foreign = foreignStatements(principal, all);
  return foreign.length === 0 && all.length > 0 ? [] : [`policy '${pathOf(policy)}' ${JSON.stringify(foreign)}`];
}

const said = <T>(what: string, all: readonly T[], show: (one: T) => unknown): string[] =>
  all.length > 0 ? [`${what} ${JSON.stringify(all.map(show))}`] : [];

/** As users know it: without CDK's name for the L1 of an L2. */
const pathOf = ({ construct }: FinalResource): string => construct.node.path.replace(/\/Resource$/, '');
