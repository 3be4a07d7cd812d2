import { Stack, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { problem } from './errors';
import { ROLE_ARN } from './forms';
import { compare } from './looked-up';
import { partitionProblems } from './partition';
import { arnOf, nameProblems } from './principal-names';
import { type Place, type PropType, propType } from './prop-types';
import { reachProblems } from './reachable';
import { resourceOf } from './referred';
import { reservedProblems } from './reserved';
import { resource } from './resource-types';
import { pathOf } from './shown-value';

/** The value that `Role.fromLookup` returns until the CLI has looked up the role. The CLI does so only if this synthesis succeeds. */
const LOOKED_UP_LATER = ':role/DUMMY_ARN';

const ALLOWED = 'an IAM user, group, role or managed policy of the account that this stack is deployed to';

const principal = <T extends iam.IGrantable>(member: keyof T & string, isNamed: boolean): PropType<T> => {
  const todo = 'Pass the user or role construct. Import an existing one with fromUserName or fromRoleName.';
  return propType<T>(
    (got) =>
      typeof (got as Partial<iam.IGrantable> | null | undefined)?.grantPrincipal?.addToPrincipalPolicy === 'function' &&
      member in Object(got),
    ALLOWED,
    todo,
    (what, got, place) => {
      const { scope } = place;
      const wrong = scope ? principalProblems({ ...place, scope }, what, got) : [];
      return wrong.length > 0 || !isNamed ? wrong : reachProblems(what, got, String(got[member]), 'one', todo, place);
    },
  );
};

/** The principal that receives the permissions of a grant. */
export const GRANTEE = principal<iam.IGrantable>('grantPrincipal', false);
/** Principals that policies are attached to by name. */
export const USER = principal<iam.IUser>('userName', true);
export const ROLE = principal<iam.IRole>('roleName', true);

/** A role that is only named, and may be of any account. */
export const ROLE_ALONE = resource<iam.IRole>('roleArn', 'an IAM role', 'Import one by its ARN: Role.fromRoleArn.', undefined, ROLE_ARN);

/**
 * Rejects a principal that this stack cannot attach permissions to.
 *
 * CDK reports success in each of these cases, although nothing, or the wrong principal, gets the permissions. It renders a role or user of
 * another account by its bare name, so that the principal of that name in *this* account receives them.
 */
function principalProblems(place: Place & { readonly scope: Construct }, what: string, grantee: iam.IGrantable): string[] {
  const { scope } = place;
  const principal = grantee.grantPrincipal;
  if ('roleArn' in principal && String(principal.roleArn).endsWith(LOOKED_UP_LATER)) {
    return [];
  }
  const arn = arnOf(principal);
  const foreign = [
    ...nameProblems(what, arn, principal, place),
    ...partitionProblems(what, arn, { scope }),
    ...reservedProblems(what, arn, ALLOWED),
  ];
  if (foreign.length > 0) {
    return foreign.slice(0, 1);
  }
  const own = Stack.of(scope).account;
  const account = principal.principalAccount;
  if (account !== undefined && compare(account, own) === TokenComparison.DIFFERENT) {
    return [problem(what, `a principal of account ${account}`, ALLOWED, `Create or choose one in account ${own}.`)];
  }
  if (isUnattachable(principal)) {
    const got = `${principal.constructor.name}, which takes no permissions`;
    return [problem(what, got, ALLOWED, 'Pass a user or role, not a service, ARN, account or any principal.')];
  }
  return principal instanceof iam.UnknownPrincipal || isImmutable(scope, principal) ? [immutableProblem(what, principal)] : [];
}

/** CDK gives a role of the app without policy updates a path that nobody wrote. */
function immutableProblem(what: string, principal: iam.IPrincipal): string {
  if (principal instanceof iam.UnknownPrincipal) {
    const todo = "CDK does not know the role of the resource. Pass that role, or import the resource with it (its attribute 'role').";
    return problem(what, 'a resource that was imported without its role', ALLOWED, todo);
  }
  const role = Construct.isConstruct(principal) ? principal : undefined;
  const made = role && 'roleName' in role ? resourceOf(role, `${role.roleName}`) : undefined;
  const got = made ? `role '${pathOf(made)}' without policy updates` : `an imported role that CDK must not change (${role?.node.path})`;
  const instead = made ? 'Pass the role itself, not what withoutPolicyUpdates() returns' : "Import it without 'mutable: false'";
  return problem(what, got, ALLOWED, `${instead}, or attach the permissions yourself.`);
}

/** Service, ARN, account, any and web principals are only names: they extend PrincipalBase and have no construct. */
function isUnattachable(principal: iam.IPrincipal): boolean {
  return principal instanceof iam.PrincipalBase && !Construct.isConstruct(principal);
}

/**
 * CDK does not say that a role is immutable. But a policy that must exist (`force`) reports an error if it is attached to such a role only.
 * The probe is removed at once.
 */
function isImmutable(scope: Construct, principal: iam.IPrincipal): boolean {
  if (!('roleName' in principal) || principal instanceof iam.Role || principal instanceof iam.LazyRole) {
    return false; // a lazy role collects policies until it is created: the probe would stay in it
  }
  const statements = [new iam.PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] })];
  const probe = new iam.Policy(scope, 'ImmutabilityProbe', { force: true, statements });
  try {
    (principal as unknown as iam.IRole).attachInlinePolicy(probe);
    return probe.node.validate().length > 0;
  } finally {
    scope.node.tryRemoveChild('ImmutabilityProbe');
  }
}
