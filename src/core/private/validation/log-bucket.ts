import { FeatureFlags, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY } from 'aws-cdk-lib/cx-api';
import { finding } from './errors';
import type { Place } from './prop-types';
import { bucketType, elsewhereProblems } from './resource-types';

/** The target bucket of server access logs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html, read 2026-11-28. */
export const LOG_BUCKET = bucketType((what, got, place) => {
  const elsewhere = elsewhereProblems(what, 'a bucket', got, place, 'S3 delivers logs only to a bucket in the same region and account.');
  const { objectLockEnabled } = (got.node.defaultChild ?? {}) as Partial<s3.CfnBucket>;
  const all = [elsewhere, objectLockEnabled === true ? [lockedProblem(what, got)] : [], deliveryProblems(what, got, place)];
  return all.find((some) => some.length > 0) ?? [];
});

export const LOGS_ONLY = 'Create a bucket for the logs alone: S3 cannot deliver access logs to a bucket with Object Lock.';

/** The same of a bucket that gets its lock later. */
export const lockedProblem = (what: string, { node }: s3.IBucket): string =>
  finding(what, `'${node.path}', which has Object Lock`, 'a bucket without Object Lock', LOGS_ONLY);

/** Without the feature flag, the CDK gives the bucket an ACL, and says in the synthesis that it cannot, without the prop. */
function deliveryProblems(what: string, got: s3.IBucket, { scope }: Place): string[] {
  const byPolicy = !scope || FeatureFlags.of(scope).isEnabled(S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY);
  const todo = `Set the feature flag ${S3_SERVER_ACCESS_LOGS_USE_BUCKET_POLICY} to true, so that a bucket policy lets S3 deliver the logs.`;
  return byPolicy || !refusesAcls(got)
    ? []
    : [finding(what, 'a bucket with BUCKET_OWNER_ENFORCED', 'one that accepts the ACL with which the CDK lets S3 deliver the logs', todo)];
}

function refusesAcls(bucket: s3.IBucket): boolean {
  const { ownershipControls } = (bucket.node.defaultChild ?? {}) as Partial<s3.CfnBucket>;
  const { rules = [] } = (Stack.of(bucket).resolve(ownershipControls) ?? {}) as Partial<s3.CfnBucket.OwnershipControlsProperty>;
  return [rules]
    .flat()
    .some((rule) => (rule as s3.CfnBucket.OwnershipControlsRuleProperty).objectOwnership === s3.ObjectOwnership.BUCKET_OWNER_ENFORCED);
}
