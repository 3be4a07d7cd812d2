import { type IEnvironmentAware, Stack, TokenComparison } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { compare } from '../validation/looked-up';
import { isOwnAccount } from '../validation/own-account';
import { referredTo } from '../validation/referred';
import { isUnresolved } from '../validation/tokens-in-text';
import { warn } from '../validation/warnings';

// Cross-account resources: the resource policy must allow access too.

const compared = (scope: Construct, { env }: IEnvironmentAware) => compare(env.account, Stack.of(scope).account);

/** Whether it is certainly in another account, so that its own policy must allow the principal. */
export const isOfAnotherAccount = (scope: Construct, one: IEnvironmentAware): boolean => compared(scope, one) === TokenComparison.DIFFERENT;

/** Whether it may be: the account of the stack or of the resource is unknown. */
export const mayBeOfAnotherAccount = (scope: Construct, one: IEnvironmentAware): boolean =>
  isOfAnotherAccount(scope, one) || compared(scope, one) === TokenComparison.ONE_UNRESOLVED;

/** Permissions on a key of another account have no effect until the key policy allows the principal too. */
export function warnAboutForeignKey(scope: Construct, key: kms.IKey | undefined, use = PRINCIPAL): void {
  if (key && isOfAnotherAccount(scope, key)) {
    const text = `key '${key.node.path}' belongs to account ${key.env.account}, so its key policy must allow ${use}`;
    warn(scope, 'cdk-vendor-access:core.keyOfAnotherAccount', text);
  }
}

const PRINCIPAL =
  'the principal too. This stack cannot change that policy: the owner of the key must add the actions that this stack allows the principal on the key.';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html, read 2026-11-28. */
export const SECRET =
  'the users of the secret. This stack cannot change that policy: the owner of the key must add kms:GenerateDataKey and kms:Decrypt for the principal that deploys the ' +
  'stack, and kms:Decrypt for each principal that reads the secret.';

/**
 * The account of the principal cannot be compared with that of the stack: IAM uses the principal of that name in the account of the stack.
 */
export function warnAboutUnknownAccount(scope: Construct, grantee: iam.IGrantable): void {
  const account = grantee.grantPrincipal.principalAccount;
  const own = Stack.of(scope).account;
  const isOwn = () => isMadeBeside(scope, grantee.grantPrincipal) || isOwnAccount(scope, account ?? own);
  if (account === undefined || isOwn() || compare(account, own) !== TokenComparison.ONE_UNRESOLVED) {
    return;
  }
  const text = isUnresolved(own)
    ? `the principal belongs to account ${account}, but the account of this stack is unknown. In another account, the principal of ` +
      'the same name would get the permissions. Set env on the stack.'
    : `the account of the principal is known only at deployment. If it is not ${own}, the principal of the same name in ${own} ` +
      'gets the permissions. Import the principal with its account id.';
  warn(scope, 'cdk-vendor-access:core.principalAccountUnknown', text);
}

/** An import by the ARN of a resource of the app is of the account of that. */
function isMadeBeside(scope: Construct, principal: iam.IPrincipal): boolean {
  const { roleArn, userArn } = principal as Partial<iam.IRole & iam.IUser>;
  const made = referredTo(userArn ?? roleArn);
  const same = made && compare(made.stack.account, Stack.of(scope).account);
  return same === TokenComparison.SAME || same === TokenComparison.BOTH_UNRESOLVED;
}
