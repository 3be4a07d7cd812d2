import type { BucketPolicyStatement, BucketProperties, Finding } from '../model/bucket-profile';
import type { Json } from '../policy/request';
import { plain, textOf } from '../policy/text';
import { readable } from './readable';
import { isRuleOff } from './switched-off';

// Findings about a bucket. A finding knows S3, not the products: the bucket profile of each product says which findings matter, and why.

/** S3 disables ACLs on every new bucket by default. */
export const aclsDisabled: Finding = (bucket) => {
  const ownership = ownershipOf(bucket) ?? 'BucketOwnerEnforced';
  return ownership === 'BucketOwnerEnforced' ? `ACLs disabled (object ownership ${ownership})` : undefined;
};

/** Anything that locks new objects by default: a default retention, or since 2026 a default event hold. */
export const defaultRetention: Finding = (bucket) => {
  const rule = bucket.ObjectLockConfiguration?.Rule ?? {};
  return Object.keys(rule).length > 0 ? `default retention ${JSON.stringify(rule.DefaultRetention ?? rule)}` : undefined;
};

/** SSE-KMS with the AWS managed key `aws/s3`, whose policy nobody can change. */
export const awsManagedKey: Finding = (bucket) => {
  const kms = kmsDefault(bucket);
  return kms && !kms.KMSMasterKeyID ? 'encryption with the AWS managed key aws/s3' : undefined;
};

export const customerKey: Finding = (bucket) => {
  const key = kmsDefault(bucket)?.KMSMasterKeyID;
  return key ? `encryption with key ${readable(textOf(plain(key as Json)))}` : undefined;
};

/** S3 enables versioning together with Object Lock, unless the template says otherwise. */
export const notVersioned: Finding = ({ VersioningConfiguration: versioning, ObjectLockEnabled }) =>
  versioning?.Status === 'Enabled' || (ObjectLockEnabled === true && !versioning) ? undefined : `versioning ${versioning?.Status ?? 'off'}`;

export const versioned: Finding = (bucket) =>
  notVersioned(bucket) === undefined ? `versioning${bucket.ObjectLockEnabled ? ' with Object Lock' : ''}` : undefined;

export const objectLockOff: Finding = (bucket) => (bucket.ObjectLockEnabled === true ? undefined : 'no Object Lock');

export const noDefaultRetention: Finding = (bucket) => (defaultRetention(bucket) ? undefined : 'Object Lock without a default retention');

export const replicates: Finding = ({ ReplicationConfiguration: set }) =>
  listed(set?.Rules).some((rule) => !isRuleOff(rule)) ? 'replication' : undefined;

/** CDK's `autoDeleteObjects`: the tag allows its custom resource to delete the objects of the bucket. */
export const autoDeletes: Finding = (bucket) =>
  listed(bucket.Tags).some((tag) => tag.Key === 'aws-cdk:auto-delete-objects') ? 'autoDeleteObjects' : undefined;

/**
 * Uploads with customer-provided keys (SSE-C) that are explicitly allowed. Without the setting, S3 decides: since 2026-04, it blocks them on new
 * buckets, except in two regions.
 */
export const callersKeys: Finding = ({ BucketEncryption }) =>
  listed(BucketEncryption?.ServerSideEncryptionConfiguration).some((rule) =>
    [rule.BlockedEncryptionTypes?.EncryptionType].flat().includes('NONE'),
  )
    ? 'uploads with customer-provided keys (SSE-C) allowed'
    : undefined;

/**
 * A canned ACL that lets in everyone, or everyone with an AWS account, and that nothing in the template disables. Without these settings, S3 decides:
 * on new buckets, it refuses such an ACL; buckets from before 2023-04 may have it.
 */
export const publicAcl: Finding = (bucket) => {
  const { AccessControl, PublicAccessBlockConfiguration: { BlockPublicAcls, IgnorePublicAcls } = {} } = bucket;
  const isDisabled = BlockPublicAcls === true || IgnorePublicAcls === true || ownershipOf(bucket) === 'BucketOwnerEnforced';
  return !isDisabled && PUBLIC_ACLS.includes(AccessControl) ? `everyone is allowed (ACL ${AccessControl})` : undefined;
};

const PUBLIC_ACLS = ['AuthenticatedRead', 'PublicRead', 'PublicReadWrite'];

/** Access logs that are delivered to this bucket, by its ACL or its policy, although it has Object Lock. */
export const lockedLogs: Finding = ({ AccessControl, ObjectLockEnabled }, policy = []) =>
  ObjectLockEnabled !== true
    ? undefined
    : AccessControl === 'LogDeliveryWrite' || policy.some((one) => [one.Principal?.Service].flat().includes('logging.s3.amazonaws.com'))
      ? 'access logs delivered to it'
      : undefined;

export const dotsInName: Finding = ({ BucketName }) =>
  typeof BucketName === 'string' && BucketName.includes('.') ? `bucket name '${BucketName}'` : undefined;

/**
 * Denials that limit the retention of the same objects to different days or modes, and are otherwise equal, such as those of two
 * repositories: S3 applies them all, to every caller. Any other denial is the user's own and may be intended, such as one with a longer
 * limit or for other objects.
 */
export const differentLocks: Finding = (_, policy = []) => {
  const days = different(policy, 'NumericGreaterThan', 's3:object-lock-remaining-retention-days');
  const modes = different(policy, 'StringNotEquals', 's3:object-lock-mode');
  const found = [...days.map((some) => `limits of ${some} days`), ...modes.map((some) => `modes ${some}`)];
  return found.length > 0 ? found.join(', ') : undefined;
};

/** The values of a condition in denials that are otherwise equal. Values that are known only at deployment may be equal. */
function different(policy: readonly BucketPolicyStatement[], operator: string, key: string): string[] {
  const values = new Map<string, Set<string>>();
  for (const statement of policy.filter(({ Effect }) => Effect === 'Deny')) {
    const value = statement.Condition?.[operator]?.[key];
    if (typeof value === 'number' || typeof value === 'string') {
      const others = JSON.stringify(statement, (name, inner) => (name === key ? undefined : inner));
      values.set(others, (values.get(others) ?? new Set()).add(`${value}`));
    }
  }
  return [...values.values()].filter(({ size }) => size > 1).map((some) => [...some].join(' and '));
}

const ownershipOf = ({ OwnershipControls }: BucketProperties): unknown => OwnershipControls?.Rules?.[0]?.ObjectOwnership;

function kmsDefault(bucket: BucketProperties): { SSEAlgorithm?: string; KMSMasterKeyID?: unknown } | undefined {
  return listed(bucket.BucketEncryption?.ServerSideEncryptionConfiguration)
    .map((rule) => rule.ServerSideEncryptionByDefault)
    .find((rule) => String(rule?.SSEAlgorithm).startsWith('aws:kms'));
}

/** A list may be an intrinsic: its value is unknown, and nothing is found in it. Nor in what is no rule, which S3 refuses. */
export function listed(value: unknown): BucketProperties[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}
