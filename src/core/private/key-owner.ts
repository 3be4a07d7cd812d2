import { Annotations, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** Permissions on a key of another account are worth nothing until the policy of the key lets the principal in, too. */
export function warnOfForeignKey(scope: Construct, key: kms.IKey | undefined): void {
  if (key && Token.compareStrings(key.env.account, Stack.of(scope).account) === TokenComparison.DIFFERENT) {
    const text =
      `key '${key.node.path}' belongs to account ${key.env.account}, so its own policy must allow the principal too, which this stack cannot do: ` +
      'its owner has to add the actions that the principal gets on the key here.';
    Annotations.of(scope).addWarningV2('cdk-vendor-access:core.keyOfAnotherAccount', text);
  }
}
