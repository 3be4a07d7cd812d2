import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { problem } from './errors';
import { type PropType, propType } from './prop-types';
import { reachProblems } from './reachable';

/** What `Role.fromLookup` returns until the CLI has looked the role up, which it does only if this synthesis succeeds. */
const LOOKED_UP_LATER = ':role/DUMMY_ARN';

const ALLOWED = 'an IAM user, group, role or managed policy of the account that this stack is deployed to';

const principal = <T extends iam.IGrantable>(member: keyof T & string, isNamed: boolean): PropType<T> => {
  const todo = 'Pass the user or role itself: an existing one is imported first.';
  return propType<T>(
    (got) =>
      typeof (got as Partial<iam.IGrantable> | null | undefined)?.grantPrincipal?.addToPrincipalPolicy === 'function' &&
      member in Object(got),
    ALLOWED,
    todo,
    (what, got, place) => {
      const wrong = place.scope ? principalProblems(place.scope, what, got) : [];
      return wrong.length > 0 || !isNamed ? wrong : reachProblems(what, got, String(got[member]), 'one', todo, place);
    },
  );
};

/** Whoever gets permissions by a grant. */
export const GRANTEE = principal<iam.IGrantable>('grantPrincipal', false);
/** Those that policies are attached to by their names. */
export const USER = principal<iam.IUser>('userName', true);
export const ROLE = principal<iam.IRole>('roleName', true);

/**
 * Whether permissions can be attached to this principal from this stack.
 *
 * CDK reports success in each of these cases though nothing, or the wrong principal, gets the permissions: a role or user of another
 * account is rendered by its bare name, so that the principal of that name in *this* account receives them.
 */
function principalProblems(scope: Construct, what: string, grantee: iam.IGrantable): string[] {
  const principal = grantee.grantPrincipal;
  if ('roleArn' in principal && String(principal.roleArn).endsWith(LOOKED_UP_LATER)) {
    return [];
  }
  const own = Stack.of(scope).account;
  const account = principal.principalAccount;
  if (account !== undefined && Token.compareStrings(account, own) === TokenComparison.DIFFERENT) {
    return [problem(what, `a principal of account ${account}`, ALLOWED, `Make or choose one in account ${own}.`)];
  }
  if (isUnattachable(principal)) {
    const got = `${principal.constructor.name}, which takes no permissions`;
    return [problem(what, got, ALLOWED, 'Pass the user or role itself, not a service, ARN, account or any principal.')];
  }
  if (isImmutable(scope, principal)) {
    const todo = "Import it without 'mutable: false' or withoutPolicyUpdates(), or attach the permissions by hand.";
    return [problem(what, `an imported role that CDK may not change (${principal})`, ALLOWED, todo)];
  }
  return [];
}

/** Service, ARN, account, any and web principals are names only: they extend PrincipalBase and no construct stands behind them. */
function isUnattachable(principal: iam.IPrincipal): boolean {
  return principal instanceof iam.PrincipalBase && !Construct.isConstruct(principal);
}

/**
 * CDK does not say that a role is immutable; but a policy attached to such a role stays unattached, which a policy that must exist (`force`)
 * complains about. The probe leaves the tree at once.
 */
function isImmutable(scope: Construct, principal: iam.IPrincipal): boolean {
  if (principal instanceof iam.UnknownPrincipal) {
    return true;
  }
  if (!('roleName' in principal) || principal instanceof iam.Role || principal instanceof iam.LazyRole) {
    return false; // a lazy role keeps policies until it is made: the probe would stay in it
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
