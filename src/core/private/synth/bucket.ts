import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement, BucketProfile } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import { checkBucketPolicy, finalBucketPolicy } from './bucket-policy';
import { customerKey } from './bucket-predicates';
import { type BucketSettings, checkPromise } from './bucket-settings';
import { type FinalResource, finalResource, isDecidedLater } from './rendered-resource';

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

/** What profiles judge, and what may stand there as `Fn::If`. */
const JUDGED = [
  'OwnershipControls',
  'LifecycleConfiguration',
  'ObjectLockConfiguration',
  'ObjectLockEnabled',
  'ReplicationConfiguration',
  'VersioningConfiguration',
];

/**
 * Checks a bucket as it will be deployed: against the product's profile, and that what the construct set still stands: the settings, if it
 * made the bucket (`promised`), and its statements in the policy of the bucket. Errors are returned, warnings are put on the construct.
 */
export function checkBucket(
  scope: Construct,
  bucket: s3.IBucket,
  profile: BucketProfile,
  promised?: BucketSettings,
  statements?: readonly iam.PolicyStatement[],
): string[] {
  const final = finalResource(promised ? scope.node.tryFindChild(bucket.node.id) : bucket); // found by name: a reference would hide a removal
  if (!final) {
    return promised ? [goneProblem(bucket)] : checkImported(scope, bucket, profile);
  }
  if (isDecidedLater(JUDGED.map((name) => final.Properties[name]))) {
    warnAboutSettings(scope, bucket, profile);
    profile = [];
  }
  const policy = finalBucketPolicy(bucket);
  return [
    ...checkProfile(scope, bucket, final, policy, profile),
    ...checkKey(bucket, final),
    ...checkBucketPolicy(scope, bucket, policy, promised !== undefined, statements),
    ...(promised ? checkPromise(bucket, final, promised) : []),
  ];
}

/** Of an imported bucket, the name and the key are known: enough for a warning of what is there, not for an error of what is missing. */
function checkImported(scope: Construct, bucket: s3.IBucket, profile: BucketProfile): string[] {
  const { bucketName: BucketName, encryptionKey } = bucket;
  const byDefault = encryptionKey && { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryptionKey.keyArn };
  const BucketEncryption = { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault }] };
  const Properties = Stack.of(scope).resolve({ BucketName, BucketEncryption });
  const warnings = profile.filter((rule) => rule.severity === 'warning');
  warnAboutSettings(scope, bucket, profile);
  return checkProfile(scope, bucket, { Type: 'AWS::S3::Bucket', Properties }, [], warnings);
}

function checkProfile(
  scope: Construct,
  bucket: s3.IBucket,
  final: FinalResource,
  policy: readonly BucketPolicyStatement[],
  profile: BucketProfile,
): string[] {
  return profile.flatMap((rule) => {
    const found = rule.found(final.Properties, policy);
    if (found === undefined) {
      return [];
    }
    const text = `${problem(`bucket '${bucket.node.path}'`, found, rule.allowed, rule.todo)} ${rule.why} (${rule.source.url})`;
    if (rule.severity === 'warning') {
      warn(scope, rule.id, text);
      return [];
    }
    return [text];
  });
}

/** A key that CDK does not know of gives no key permissions, and S3 cannot use an asymmetric one: either way the vendor's uploads fail. */
function checkKey(bucket: s3.IBucket, final: FinalResource): string[] {
  const name = `bucket '${bucket.node.path}'`;
  const unknown = bucket.encryptionKey ? undefined : customerKey(final.Properties);
  const spec = finalResource(bucket.encryptionKey)?.Properties.KeySpec ?? SYMMETRIC;
  const set = "Set the key with the bucket's encryptionKey, so that the vendor gets the permission to use it.";
  return [
    ...(unknown ? [problem(name, unknown, 'a key that CDK knows as the encryptionKey of the bucket', set)] : []),
    ...(spec !== SYMMETRIC
      ? [problem(`${name}, encryptionKey`, `key spec ${spec}`, SYMMETRIC, 'S3 cannot encrypt with an asymmetric key.')]
      : []),
  ];
}

/** The bucket that receives the access logs: S3 cannot deliver logs to a bucket with Object Lock. */
export function checkLogBucket(logs: s3.IBucket | undefined): string[] {
  const locked = finalResource(logs)?.Properties.ObjectLockEnabled === true;
  const todo = 'S3 cannot deliver logs to such a bucket: choose another one.';
  return locked ? [problem('serverAccessLogsBucket', 'a bucket with Object Lock', 'a bucket without it', todo)] : [];
}

function goneProblem(bucket: s3.IBucket): string {
  const todo = "Leave it, or pass a bucket of your own as 'bucket'.";
  return problem(`bucket '${bucket.node.path}'`, 'no bucket, it was taken out of the stack', 'the bucket that the construct made', todo);
}

function warnAboutSettings(scope: Construct, bucket: s3.IBucket, profile: BucketProfile): void {
  const errors = profile.filter((rule) => rule.severity === 'error');
  const needs = (errors.length > 0 ? errors : profile).map((rule) => `${rule.allowed} (${rule.why})`);
  const text =
    `the settings of bucket '${bucket.node.path}' cannot be checked, because it is imported or its settings are decided while it is deployed. ` +
    `See to it that it has: ${needs.join('; ')}`;
  warn(scope, 'cdk-vendor-access:core.bucketUnchecked', text);
}
