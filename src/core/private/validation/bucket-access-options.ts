import { Stack, TokenComparison } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { ConnectionTest } from '../../connection-test';
import type { VendorBucketAccessOptions } from '../../vendor-bucket-access-options';
import { madeBy } from './basic-types';
import { problem } from './errors';
import { compare } from './looked-up';
import { within } from './nested-types';
import { type RuleOf, struct } from './prop-types';

const TEST = madeBy<ConnectionTest>('_test', 'ConnectionTest', 'For example, ConnectionTest.atDeployment().', (what, got, place) =>
  within(what, place, got._test.problems),
);

/** The options of every construct that connects a product to a bucket. */
export const BUCKET_ACCESS_OPTIONS = struct<VendorBucketAccessOptions>({ connectionTest: TEST });

/** How these options go together with a bucket of the user's own. */
export function bucketAccessRules<P extends VendorBucketAccessOptions & { readonly bucket?: s3.IBucket }>(rule: RuleOf<P>) {
  return [
    rule(['bucket', 'connectionTest'], ({ bucket, connectionTest }, { scope }) => {
      const foreign = bucket && scope && compare(bucket.env.account, Stack.of(scope).account) === TokenComparison.DIFFERENT;
      const todo = 'Omit it: the owner of the bucket allows the access and can test it only after this deployment.';
      return connectionTest && foreign
        ? [problem('connectionTest', `a bucket of account ${bucket.env.account}`, 'a bucket of the account of the stack', todo)]
        : [];
    }),
  ];
}
