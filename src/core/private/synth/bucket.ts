import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { isOfAnotherAccount } from '../env/cross-account';
import type { BucketProfile, BucketProperties } from '../model/bucket-profile';
import { finding } from '../validation/errors';
import { LOGS_ONLY, lockedProblem } from '../validation/log-bucket';
import { warn } from '../validation/warnings';
import { checkNamespace } from './bucket-namespace';
import { checkBucketPolicy } from './bucket-policy';
import { objectLockOff } from './bucket-predicates';
import { MANAGED_KEY, UNKNOWN_KEY, withRulesOfAll } from './bucket-rules';
import { warnAboutCallsOn } from './called-bucket';
import type { FinalApp } from './final-app';
import { resourceGiven } from './given-resource';
import { policyInCase } from './policies-of-bucket';
import { checkProfile, needOf, report, UNCHECKED } from './profile-check';
import { lookIn } from './settings';
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
  const { bucket, made, profile, statements } = what;
  const final = resourceGiven(app, bucket);
  if (!final) {
    return made ? [] : checkImported(app, scope, bucket, profile); // a bucket that was removed or replaced is a broken promise
  }
  const ofKey = [...(bucket.encryptionKey ? [] : [UNKNOWN_KEY]), ...(isOfAnotherAccount(scope, bucket) ? [MANAGED_KEY] : [])];
  const rules = [...withRulesOfAll(profile), ...ofKey];
  if (!made) {
    warnAboutCallsOn(app, scope, bucket, [...withRulesOfAll(profile), UNKNOWN_KEY], prefix); // for what it made, see `CALL_RULES`
  }
  return [
    ...checkProfile(app, scope, bucket, final, policyInCase(app, bucket), rules, prefix),
    ...(made ? [] : checkNamespace(app, bucket, final)), // of what it made, see `BUCKET_NAME`
    ...checkLogBucket(app, scope, what.serverAccessLogsBucket),
    ...checkBucketPolicy(app, scope, bucket, made, statements),
  ];
}

/** The name and the key of an imported bucket are known. That is enough to warn about what is there, but not to report what is missing. */
function checkImported(app: FinalApp, scope: Construct, bucket: s3.IBucket, profile: BucketProfile): string[] {
  const { bucketName: BucketName, encryptionKey } = bucket;
  const byDefault = encryptionKey && { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: encryptionKey.keyArn };
  const BucketEncryption = { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault }] };
  const known = app.render(scope, { BucketName, BucketEncryption }) as BucketProperties;
  warnAboutSettings(scope, bucket, profile);
  for (const rule of withRulesOfAll(profile).filter(({ severity }) => severity === 'warning')) {
    report(scope, bucket, rule, rule.found(known, []));
  }
  return [];
}

/** Only the warnings of a profile, about a bucket of the app that a construct reads. */
export function warnAboutBucket(app: FinalApp, scope: Construct, bucket: s3.IBucket, profile: BucketProfile): string[] {
  const final = resourceGiven(app, bucket);
  return final ? checkProfile(app, scope, bucket, final, () => [], profile) : [];
}

/** Checks the bucket that receives the access logs: S3 cannot deliver logs to a bucket with Object Lock. */
function checkLogBucket(app: FinalApp, scope: Construct, logs: s3.IBucket | undefined): string[] {
  const final = resourceGiven(app, logs);
  const locked = (bucket: BucketProperties) => (objectLockOff(bucket) ? undefined : 'a bucket with Object Lock');
  const { found, perhaps } = final ? lookIn(app, final, locked) : {};
  if (logs && perhaps && !found) {
    const got = `'${logs.node.path}', which has Object Lock, perhaps: only the deployment decides`;
    warn(scope, 'cdk-vendor-access:core.lockedLogs', finding('serverAccessLogsBucket', got, 'a bucket without Object Lock', LOGS_ONLY));
  }
  return logs && found ? [lockedProblem('serverAccessLogsBucket', logs)] : [];
}

/** CDK knows the key of an imported bucket only if the import names it. */
const IMPORTED_KEY =
  '. If your own KMS key encrypts it, import the bucket with Bucket.fromBucketAttributes({ bucketName, encryptionKey }). Otherwise, the product gets no KMS permissions.';

function warnAboutSettings(scope: Construct, bucket: s3.IBucket, profile: BucketProfile): void {
  const errors = profile.filter((rule) => rule.severity === 'error');
  const needs = (errors.length > 0 ? errors : profile).map(needOf);
  const isKeyUnknown = !bucket.encryptionKey && !bucket.node.defaultChild;
  if (needs.length > 0 || isKeyUnknown) {
    const text =
      `the settings of bucket '${bucket.node.path}' cannot be checked, because it is imported or belongs to another Stage` +
      `${needs.length > 0 ? `. Make sure that it has: ${needs.join('; ')}` : ''}${isKeyUnknown ? IMPORTED_KEY : '.'}`;
    warn(scope, UNCHECKED, text);
  }
}
