import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BoundAccess } from './binding';
import type { BucketAccessOptions } from './bucket-access';
import { bucketResources } from './bucket-resources';
import { addToBucketPolicy } from './bucket-statements';
import { attachPolicy } from './policy';
import type { SetupValue } from './setup-outputs';
import { setupValues } from './setup-values';

type FurtherBucket = Pick<BucketAccessOptions<never>, 'product' | 'labels' | 'prefix' | 'profile' | 'sets' | 'bucketStatements'> & {
  readonly bucket: s3.IBucket;
};

/**
 * Lets the same principal use one more bucket, with a separate policy: a policy is limited in size, and each can be read on its own.
 * Permissions that do not concern a bucket are already in the first policy. Returns the values for the console.
 */
export function furtherBucket(scope: Construct, bound: BoundAccess, number: number, options: FurtherBucket): SetupValue[] {
  const { bucket, labels, prefix, product, profile, sets } = options;
  const { account: _inTheFirst, ...resources } = bucketResources(bucket, prefix);
  const { attach, onlyFrom, refusesSessions } = bound; // what is denied everywhere is already in the first policy
  const principal = () => ({
    attach,
    refusesSessions: refusesSessions === 'everywhere' ? undefined : refusesSessions,
    onlyFrom: onlyFrom?.on === 'its bucket' ? onlyFrom : undefined,
  });
  const statements = addToBucketPolicy(bucket, options.bucketStatements);
  const permissions = { product, sets, resources, bucket, id: `Policy${number}`, naming: bound.naming, caller: bound };
  attachPolicy(scope, permissions, principal, { bucket: { bucket, made: false, profile, statements }, prefix });
  const { bucket: name, region, prefix: path } = labels;
  const values = setupValues(scope, { bucket: name, region, prefix: path }, bucket, bound, sets, { prefix });
  return values.map((value) => ({ ...value, field: `${value.field}${number}` }));
}
