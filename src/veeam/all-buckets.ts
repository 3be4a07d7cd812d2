import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyResources } from '../core/private/provision/statements';

/** All buckets of an account: that of the user, whose list shows them, if no other one is given. */
export function allBuckets(scope: Construct, account = Stack.of(scope).account) {
  const arn = Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: '*' });
  return {
    buckets: { arns: [arn], conditions: { StringEquals: { 'aws:ResourceAccount': account } } },
  } satisfies PolicyResources<'buckets'>;
}
