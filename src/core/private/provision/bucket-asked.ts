import { RemovalPolicy } from 'aws-cdk-lib';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import type { BucketShape } from '../model/bucket-shape';
import type { Asked } from '../synth/promised';

/** Everything that is set of a bucket, even if a property injector changes it. */
export function askedOf(options: VendorBucketOptions, { objectLock, objectOwnership, versioned }: BucketShape, blocked: string): Asked {
  const { encryptionKey, serverAccessLogsBucket } = options;
  const encryption = 'BucketEncryption.ServerSideEncryptionConfiguration.0';
  const { days, mode } = objectLock ?? {};
  const rules = rulesOf(options);
  return {
    AccessControl: undefined,
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    'OwnershipControls.Rules': [{ ObjectOwnership: objectOwnership }],
    VersioningConfiguration: versioned ? { Status: 'Enabled' } : undefined,
    [`${encryption}.ServerSideEncryptionByDefault`]: encryptionKey
      ? { KMSMasterKeyID: encryptionKey.keyArn, SSEAlgorithm: 'aws:kms' }
      : { SSEAlgorithm: 'AES256' },
    [`${encryption}.BlockedEncryptionTypes`]: { EncryptionType: [blocked] },
    [`${encryption}.BucketKeyEnabled`]: encryptionKey && true,
    ObjectLockEnabled: objectLock && true,
    ObjectLockConfiguration:
      days === undefined
        ? undefined
        : { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: days, Mode: mode ?? 'GOVERNANCE' } } },
    ...(serverAccessLogsBucket && { 'LoggingConfiguration.DestinationBucketName': serverAccessLogsBucket.bucketName }),
    ...(rules.length > 0 && { 'LifecycleConfiguration.Rules': rules }),
  };
}

const rulesOf = ({ abortIncompleteMultipartUploadAfter: uploads, noncurrentVersionExpiration: versions }: VendorBucketOptions) => [
  ...(versions ? [{ Id: 'OldVersions', NoncurrentVersionExpiration: { NoncurrentDays: versions.toDays() }, Status: 'Enabled' }] : []),
  ...(uploads
    ? [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: uploads.toDays() }, Id: 'IncompleteUploads', Status: 'Enabled' }]
    : []),
];

/** What CloudFormation does with a resource that leaves the stack. */
export function whenRemoved(policy: RemovalPolicy): Asked {
  const [onDeletion, onUpdate] = {
    [RemovalPolicy.DESTROY]: ['Delete', 'Delete'],
    [RemovalPolicy.RETAIN]: ['Retain', 'Retain'],
    [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE]: ['RetainExceptOnCreate', 'Retain'],
    [RemovalPolicy.SNAPSHOT]: ['Snapshot', 'Snapshot'],
  }[policy];
  return { '/DeletionPolicy': onDeletion, '/UpdateReplacePolicy': onUpdate };
}
