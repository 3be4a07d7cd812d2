import { Annotations, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IamUserAccessOptions, VendorRoleAccessOptions } from '../../vendor-access-options';
import { secretProblems } from '../provision/access-key-secret';
import { wrongKind, wrongKinds } from './prop-types';
import { checkText, problem } from './errors';

/** What `Role.fromLookup` returns until the CLI has looked the role up, which it does only if this synthesis succeeds. */
const LOOKED_UP_LATER = ':role/DUMMY_ARN';

/**
 * Whether permissions can be attached to this principal from this stack.
 *
 * CDK reports success in each of these cases though nothing, or the wrong principal, gets the permissions: a role or user of another
 * account is rendered by its bare name, so that the principal of that name in *this* account receives them.
 */
export function principalProblems(scope: Construct, what: string, grantee: iam.IGrantable, member = 'grantPrincipal'): string[] {
  const allowed = 'an IAM user, group, role or managed policy of the account that this stack is deployed to';
  const wrong = wrongKind(what, grantee, { member, allowed, todo: 'Pass the user or role itself: an existing one is imported first.' });
  if (wrong.length > 0) {
    return wrong;
  }
  const principal = grantee.grantPrincipal;
  if ('roleArn' in principal && String(principal.roleArn).endsWith(LOOKED_UP_LATER)) {
    return [];
  }
  const own = Stack.of(scope).account;
  const account = principal.principalAccount;
  if (account !== undefined && Token.compareStrings(account, own) === TokenComparison.DIFFERENT) {
    return [problem(what, `a principal of account ${account}`, allowed, `Make or choose one in account ${own}.`)];
  }
  if (isUnattachable(principal)) {
    const got = `${principal.constructor.name}, which takes no permissions`;
    return [problem(what, got, allowed, 'Pass the user or role itself, not a service, ARN, account or any principal.')];
  }
  if (isImmutable(scope, principal)) {
    const todo = "Import it without 'mutable: false' or withoutPolicyUpdates(), or attach the permissions by hand.";
    return [problem(what, `an imported role that CDK may not change (${principal})`, allowed, todo)];
  }
  return [];
}

/** A principal that was imported with an account, into a stack that does not know its own: whoever has that name is meant. */
export function warnOfUnknownAccount(scope: Construct, grantee: iam.IGrantable): void {
  const account = grantee.grantPrincipal.principalAccount;
  const unlike = account !== undefined && Token.compareStrings(account, Stack.of(scope).account) === TokenComparison.ONE_UNRESOLVED;
  if (unlike && !isOwnAccount(scope, account)) {
    const text =
      `the principal belongs to account ${Token.isUnresolved(account) ? 'of its own stack' : account}, but this stack does not say where it is ` +
      'deployed: in another account, the principal of the same name would get the permissions. Set env on the stack.';
    Annotations.of(scope).addWarningV2('cdk-vendor-access:core.principalAccountUnknown', text);
  }
}

/** What is wrong with the options of a role for the vendor. */
export function vendorRoleProblems(scope: Construct, options: VendorRoleAccessOptions): string[] {
  const fromConsole = "Copy it from the vendor's console.";
  const wrong = wrongKinds(options);
  if (wrong.length > 0) {
    return wrong; // the other checks rely on it
  }
  const problems = [
    ...checkText('accountId', options.accountId, /^\d{12}$/, "the vendor's AWS account id, 12 digits", fromConsole),
    ...checkText('externalId', options.externalId, /^[\w+=,.@:/-]{2,1224}$/, '2 to 1,224 of letters, digits and _+=,.@:/-', fromConsole),
    ...nameProblems('roleName', options.roleName),
  ];
  const own = Token.compareStrings(options.accountId ?? '', Stack.of(scope).account) === TokenComparison.SAME;
  if (own || isOwnAccount(scope, options.accountId)) {
    problems.push(problem('accountId', options.accountId, "the vendor's account", 'It is the account of this stack: give the vendor’s.'));
  }
  const hours = options.maxSessionDuration?.toSeconds({ integral: false });
  if (hours !== undefined && (hours < 3600 || hours > 12 * 3600)) {
    problems.push(problem('maxSessionDuration', `${hours} seconds`, '1 to 12 hours', 'Choose a shorter or longer session.'));
  }
  return problems;
}

/** `AWS::AccountId`, whatever token stands for it. */
function isOwnAccount(scope: Construct, account: string): boolean {
  return Token.isUnresolved(account) && JSON.stringify(Stack.of(scope).resolve(account)) === '{"Ref":"AWS::AccountId"}';
}

/** What is wrong with the options of a new user. */
export function iamUserProblems(options: IamUserAccessOptions): string[] {
  const wrong = wrongKinds(options);
  return [...nameProblems('userName', options.userName), ...(wrong.length > 0 ? wrong : secretProblems(options))];
}

const CHOOSE = 'Choose another name, or leave it out for a generated one.';

function nameProblems(what: string, name: string | undefined): string[] {
  return name === undefined ? [] : checkText(what, name, /^[\w+=,.@-]{1,64}$/, '1 to 64 of letters, digits and _+=,.@-', CHOOSE);
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
