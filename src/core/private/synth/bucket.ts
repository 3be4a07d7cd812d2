import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement, BucketProfile, BucketProperties } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import { checkKey } from './bucket-key';
import { checkBucketPolicy, finalBucketPolicy } from './bucket-policy';
import { withRulesOfAll } from './bucket-rules';
import { isJudgedLater } from './bucket-settings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { below } from './lifecycle-predicates';
import type { BucketUse } from './sharing';

/** A bucket that a product uses, and its requirements. */
export interface GuardedBucket {
  readonly bucket: s3.IBucket;
  /** Whether the construct created it. */
  readonly made: boolean;
  readonly serverAccessLogsBucket?: s3.IBucket;
  readonly profile: BucketProfile;
  /** The statements that the construct added to the policy of a bucket that it did not create. */
  readonly statements?: readonly iam.PolicyStatement[];
  /** A use of the bucket that two constructs cannot share, and why. */
  readonly exclusive?: { readonly use: string; readonly why: string };
  readonly samePrefix?: BucketUse['samePrefix'];
}

/** Checks the final bucket against the product's profile. Returns errors, and adds warnings to the construct. */
export function checkBucket(app: FinalApp, scope: Construct, what: GuardedBucket, prefix?: string): string[] {
  const { bucket, made, profile: own, statements } = what;
  const profile = withRulesOfAll(own);
  const final = app.find(bucket);
  if (!final) {
    return made ? [] : checkImported(app, scope, bucket, own); // a bucket that was removed or replaced is a broken promise
  }
  const isLater = isJudgedLater(final);
  if (isLater) {
    warnAboutSettings(scope, bucket, own);
  }
  return [
    ...checkProfile(scope, bucket, final, finalBucketPolicy(app, bucket), isLater ? [] : profile, prefix),
    ...checkKey(app, bucket, final),
    ...checkBucketPolicy(app, scope, bucket, made, statements),
  ];
}

/** The name and the key of an imported bucket are known. That is enough to warn about what is there, but not to report what is missing. */
function checkImported(app: FinalApp, scope: Construct, bucket: s3.IBucket, profile: BucketProfile): string[] {
  const { bucketName: BucketName, encryptionKey } = bucket;
  const byDefault = encryptionKey && { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryptionKey.keyArn };
  const BucketEncryption = { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault }] };
  const Properties = app.render(scope, { BucketName, BucketEncryption }) as BucketProperties;
  const warnings = withRulesOfAll(profile).filter((rule) => rule.severity === 'warning');
  warnAboutSettings(scope, bucket, profile);
  return checkProfile(scope, bucket, { Properties }, [], warnings);
}

function checkProfile(
  scope: Construct,
  bucket: s3.IBucket,
  final: Pick<FinalResource, 'Properties'>,
  policy: readonly BucketPolicyStatement[],
  profile: BucketProfile,
  prefix?: string,
): string[] {
  const own = below(prefix, final.Properties);
  return profile.flatMap((rule) => {
    const found = rule.found(rule.ofAllKeys ? final.Properties : own, policy);
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

/** Only the warnings of a profile, about a bucket of the app that a construct reads. */
export function warnAboutBucket(app: FinalApp, scope: Construct, bucket: s3.IBucket, profile: BucketProfile): string[] {
  const final = app.find(bucket);
  return final ? checkProfile(scope, bucket, final, [], profile) : [];
}

/** Checks the bucket that receives the access logs: S3 cannot deliver logs to a bucket with Object Lock. */
export function checkLogBucket(app: FinalApp, logs: s3.IBucket | undefined): string[] {
  const locked = app.find(logs)?.Properties.ObjectLockEnabled === true;
  const todo = 'S3 cannot deliver logs to such a bucket. Choose another one.';
  return locked ? [problem('serverAccessLogsBucket', 'a bucket with Object Lock', 'a bucket without Object Lock', todo)] : [];
}

/** CDK knows the key of an imported bucket only if the import names it. */
const UNKNOWN_KEY =
  '. If your own KMS key encrypts it, import the bucket with Bucket.fromBucketAttributes({ bucketName, encryptionKey }). Otherwise, the product gets no kms permissions';

function warnAboutSettings(scope: Construct, bucket: s3.IBucket, profile: BucketProfile): void {
  const errors = profile.filter((rule) => rule.severity === 'error');
  const needs = (errors.length > 0 ? errors : profile).map((rule) => `${rule.allowed} (${rule.why})`);
  const isKeyUnknown = !bucket.encryptionKey && !bucket.node.defaultChild;
  if (needs.length > 0 || isKeyUnknown) {
    const text =
      `the settings of bucket '${bucket.node.path}' cannot be checked, because it is imported or its settings are known only at deployment` +
      `${needs.length > 0 ? `. Make sure that it has: ${needs.join('; ')}` : ''}${isKeyUnknown ? UNKNOWN_KEY : ''}`;
    warn(scope, 'cdk-vendor-access:core.bucketUnchecked', text);
  }
}
