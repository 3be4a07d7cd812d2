import { Stack, Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { bucketIdentity } from './comparable';

const CLAIMS = new WeakMap<IConstruct, Map<string, Construct>>();

/** Claims a bucket for a use that no two constructs of an app may share; returns the construct that already has it. */
export function claimBucket(scope: Construct, bucket: s3.IBucket, use: string): Construct | undefined {
  return claim(scope, `${use} ${bucketIdentity(bucket)}`);
}

/** Claims something that can be there once only, by any name; returns the construct that already has it. */
export function claim(scope: Construct, key: string): Construct | undefined {
  const claims = CLAIMS.get(scope.node.root) ?? new Map<string, Construct>();
  CLAIMS.set(scope.node.root, claims);
  const claimed = claims.get(key);
  const holder = claimed && isInTree(claimed) ? claimed : scope;
  claims.set(key, holder);
  return holder === scope ? undefined : holder;
}

/** The account of a construct as part of a claim; a stack that does not know its own is one of its own. */
export function accountOf(scope: Construct): string {
  const { account, node } = Stack.of(scope);
  return Token.isUnresolved(account) ? node.addr : account;
}

/** A construct may have been taken out since, between two syntheses. */
function isInTree(construct: Construct): boolean {
  return construct.node.scope?.node.tryFindChild(construct.node.id) === construct;
}
