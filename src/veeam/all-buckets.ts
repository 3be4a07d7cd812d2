import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyResources } from '../core/private/provision/statements';

/** All buckets of an account: by default, that of the user, whose list Veeam shows. */
export function allBuckets(scope: Construct, account = Stack.of(scope).account) {
  const arn = Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: '*' });
  return {
    buckets: { arns: [arn], conditions: { StringEquals: { 'aws:ResourceAccount': account } } },
  } satisfies PolicyResources<'buckets'>;
}
