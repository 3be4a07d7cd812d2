import { type IEnvironmentAware, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { isOwnAccount } from '../validation/own-account';
import { warn } from '../validation/warnings';

// What belongs to another account than the stack: there, permissions of the principal are only half of what is needed.

const compared = (scope: Construct, { env }: IEnvironmentAware) => Token.compareStrings(env.account, Stack.of(scope).account);

/** Whether it surely does, so that its own policy must let the principal in. */
export const isOfAnotherAccount = (scope: Construct, one: IEnvironmentAware): boolean => compared(scope, one) === TokenComparison.DIFFERENT;

/** Or perhaps: either the stack or the other one does not say which account it is of. */
export const mayBeOfAnotherAccount = (scope: Construct, one: IEnvironmentAware): boolean =>
  isOfAnotherAccount(scope, one) || compared(scope, one) === TokenComparison.ONE_UNRESOLVED;

export function warnAboutAnotherAccount(scope: Construct, bucket: s3.IBucket | undefined): void {
  warnAboutForeignKey(scope, bucket?.encryptionKey);
  if (bucket && isOfAnotherAccount(scope, bucket)) {
    const text =
      `the bucket belongs to account ${bucket.env.account}, so its own policy must allow the principal too, which this stack cannot do. ` +
      "addSetupOutputs() adds an output with the policy that the bucket's owner has to add.";
    warn(scope, 'cdk-vendor-access:core.bucketOfAnotherAccount', text);
  }
}

/** Permissions on a key of another account are worth nothing until the policy of the key lets the principal in, too. */
export function warnAboutForeignKey(scope: Construct, key: kms.IKey | undefined, use = PRINCIPAL): void {
  if (key && isOfAnotherAccount(scope, key)) {
    const text = `key '${key.node.path}' belongs to account ${key.env.account}, so its own policy must allow ${use}`;
    warn(scope, 'cdk-vendor-access:core.keyOfAnotherAccount', text);
  }
}

const PRINCIPAL =
  'the principal too, which this stack cannot do: its owner has to add the actions that the principal gets on the key here.';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html, read 2026-11-28. */
export const SECRET =
  'those who use the secret, which this stack cannot do: its owner has to add kms:GenerateDataKey and kms:Decrypt for whoever deploys the ' +
  'stack, and kms:Decrypt for whoever reads the secret.';

/** A principal whose account cannot be compared with that of the stack: IAM knows it by its name only, and takes the one of this account. */
export function warnAboutUnknownAccount(scope: Construct, grantee: iam.IGrantable): void {
  const account = grantee.grantPrincipal.principalAccount;
  const own = Stack.of(scope).account;
  if (account === undefined || isOwnAccount(scope, account) || Token.compareStrings(account, own) !== TokenComparison.ONE_UNRESOLVED) {
    return;
  }
  const text = Token.isUnresolved(own)
    ? `the principal belongs to account ${account}, but this stack does not say where it is deployed: in another account, the principal of ` +
      'the same name would get the permissions. Set env on the stack.'
    : `the account of the principal is known only when the stack is deployed: if it is not ${own}, the principal of the same name in ${own} ` +
      'gets the permissions. Import the principal with its account id.';
  warn(scope, 'cdk-vendor-access:core.principalAccountUnknown', text);
}
