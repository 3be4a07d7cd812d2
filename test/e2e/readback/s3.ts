import {
  GetBucketAclCommand,
  type GetBucketAclCommandOutput,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  S3Client,
} from '@aws-sdk/client-s3';
import { document, ifAny, type Properties, type Reader, type Resource } from './reader';

/** A rule without a filter is read back with an empty one, and its id under another name. */
const asTemplate = ({ Filter, ID: Id, ...rule }: LifecycleRule) => ({
  ...rule,
  ...(Id && { Id }),
  ...(Filter && Filter.Prefix !== '' && { Filter }),
});

const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

async function bucket({ id: Bucket, promised, target }: Resource): Promise<Properties> {
  const s3 = new S3Client(target.config());
  const [acl, encryption, lifecycle, logging, ownership, replication, tagging, versioning, lock, publicAccess] = await Promise.all([
    s3.send(new GetBucketAclCommand({ Bucket })),
    ifAny(s3.send(new GetBucketEncryptionCommand({ Bucket }))),
    ifAny(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))),
    s3.send(new GetBucketLoggingCommand({ Bucket })),
    ifAny(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))),
    ifAny(s3.send(new GetBucketReplicationCommand({ Bucket }))),
    ifAny(s3.send(new GetBucketTaggingCommand({ Bucket }))),
    s3.send(new GetBucketVersioningCommand({ Bucket })),
    ifAny(s3.send(new GetObjectLockConfigurationCommand({ Bucket }))),
    ifAny(s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
  ]);
  const { ObjectLockEnabled, Rule } = lock.ObjectLockConfiguration ?? {};
  const rules = encryption.ServerSideEncryptionConfiguration?.Rules?.map(
    ({ ApplyServerSideEncryptionByDefault, BlockedEncryptionTypes, BucketKeyEnabled }) => ({
      ...(BlockedEncryptionTypes && { BlockedEncryptionTypes }),
      ...(BucketKeyEnabled && { BucketKeyEnabled }),
      ServerSideEncryptionByDefault: ApplyServerSideEncryptionByDefault,
    }),
  );
  const { TargetBucket, TargetPrefix } = logging.LoggingEnabled ?? {};
  const tags = tagging.TagSet?.filter(({ Key = '' }) => !Key.startsWith('aws:'));
  const byLock = ObjectLockEnabled && versioning.Status === 'Enabled' && !promised.VersioningConfiguration; // it turns versions on by itself
  return {
    AccessControl: cannedAcl(acl),
    BucketName: promised.BucketName && Bucket,
    BucketEncryption: rules && { ServerSideEncryptionConfiguration: rules },
    LifecycleConfiguration: lifecycle.Rules && { Rules: lifecycle.Rules.map(asTemplate) },
    LoggingConfiguration: TargetBucket && { DestinationBucketName: TargetBucket, LogFilePrefix: TargetPrefix || undefined },
    ObjectLockConfiguration: Rule && { ObjectLockEnabled, Rule },
    ObjectLockEnabled: ObjectLockEnabled && true,
    OwnershipControls: ownership.OwnershipControls,
    PublicAccessBlockConfiguration: publicAccess.PublicAccessBlockConfiguration,
    ReplicationConfiguration: replication.ReplicationConfiguration,
    Tags: tags?.length ? tags : undefined,
    VersioningConfiguration: byLock || !versioning.Status ? undefined : { Status: versioning.Status },
  };
}

/** What CloudFormation calls an ACL; nothing, for the one that every bucket has: all to its owner. */
function cannedAcl({ Grants = [], Owner }: GetBucketAclCommandOutput): string | undefined {
  const given = Grants.map(({ Grantee, Permission }) => `${Permission} to ${Grantee?.URI ?? Grantee?.ID}`).sort();
  const canned: Record<string, string | undefined> = {
    [`FULL_CONTROL to ${Owner?.ID}`]: undefined,
    [`FULL_CONTROL to ${Owner?.ID},READ_ACP to ${LOG_DELIVERY},WRITE to ${LOG_DELIVERY}`]: 'LogDeliveryWrite',
  };
  const all = given.join();
  return all in canned ? canned[all] : all;
}

async function bucketPolicy({ promised, target }: Resource): Promise<Properties> {
  const { Policy } = await ifAny(new S3Client(target.config()).send(new GetBucketPolicyCommand({ Bucket: promised.Bucket })));
  return { Bucket: promised.Bucket, PolicyDocument: document(Policy) };
}

export const S3: Record<string, Reader> = {
  'AWS::S3::Bucket': {
    read: bucket,
    byAws: ['BucketEncryption', 'OwnershipControls', 'PublicAccessBlockConfiguration'], // on buckets that are not the library's
  },
  'AWS::S3::BucketPolicy': { read: bucketPolicy },
};
