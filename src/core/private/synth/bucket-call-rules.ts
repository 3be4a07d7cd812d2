import { type CallRule, CHANGED } from './call-rule';
import { COPIED, goesToAnotherAccount } from './destinations';
import { BUCKET } from './meanings';
import { isWatched } from './metrics';
import { setsSameDefault, setsTheSame } from './same-setting';

const OF_BUCKET = new RegExp(`^${BUCKET}$`);

/** Whether a setting in the parameters has a destination in another account. The bucket itself is named by a text. */
const goesElsewhere: CallRule['if'] = ({ by, parameters }, app) =>
  Object.values(parameters).some((value) => typeof value === 'object' && goesToAnotherAccount(app, by.construct.stack, value));

/** Calls on the bucket. */
export const BUCKET_CALLS: readonly CallRule[] = [
  {
    type: OF_BUCKET,
    action: /^s3:PutBucket((Analytics|Inventory)Configuration|Notification(Configuration)?|Replication)$/,
    if: goesElsewhere,
    id: 'cdk-vendor-access:core.copiedElsewhere',
    why: COPIED,
  },
  {
    type: OF_BUCKET,
    action: /^s3:PutBucketLogging$/,
    if: ({ on }) => on.Properties.LoggingConfiguration !== undefined,
    id: CHANGED,
    why: 'it replaces the access logs of the bucket. Change them in the template',
  },
  {
    type: OF_BUCKET,
    action: /^s3:PutBucketEncryption$/,
    if: (call) => !call.ofRule && !setsTheSame(call) && setsSameDefault(call),
    id: CHANGED,
    why: 'it sets the default encryption of the template, but no BlockedEncryptionTypes, so that S3 may allow uploads with keys of the caller (SSE-C) again. Remove the call, or let it set them, too',
  },
  {
    type: OF_BUCKET,
    if: (call) => !setsTheSame(call) && !(call.ofRule && setsSameDefault(call)), // a bucket that is encrypted like that breaks no rule
    action:
      /^s3:((Put|Delete)(Bucket(Acl|Encryption|Lifecycle\w*|OwnershipControls|Policy|Replication|Versioning)|ObjectLockConfiguration|PublicAccessBlock)|PutBucket(IntelligentTiering\w+|RequestPayment|Website))$/,
    id: CHANGED,
    why: 'it changes a setting that protects the bucket, or that the product needs. Change it in the template',
  },
  {
    type: OF_BUCKET,
    action: /^s3:(Delete|Put)BucketMetricsConfiguration$/,
    if: isWatched,
    id: CHANGED,
    why: 'it ends or filters the request metrics that an alarm of monitor counts. Leave them to the template',
  },
];
