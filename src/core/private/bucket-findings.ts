import type { BucketProperties, Finding } from './bucket-profile';

// What can be seen in a bucket. A finding knows S3, not the products: which of them matter, and why, is said in each product's bucket profile.

type LifecycleRule = Record<string, unknown> & { Id?: string; Prefix?: string; Status?: string };

/** S3 disables ACLs on every new bucket that does not say otherwise. */
export const aclsDisabled: Finding = (bucket) => {
  const ownership = bucket.OwnershipControls?.Rules?.[0]?.ObjectOwnership ?? 'BucketOwnerEnforced';
  return ownership === 'BucketOwnerEnforced' ? `ACLs disabled (object ownership ${ownership})` : undefined;
};

export const defaultRetention: Finding = (bucket) => {
  const retention = bucket.ObjectLockConfiguration?.Rule?.DefaultRetention;
  return retention ? `default retention ${JSON.stringify(retention)}` : undefined;
};

/** SSE-KMS with the account's own `aws/s3` key, whose policy nobody can change. */
export const awsManagedKey: Finding = (bucket) => {
  const kms = kmsDefault(bucket);
  return kms && !kms.KMSMasterKeyID ? 'encryption with the AWS managed key aws/s3' : undefined;
};

export const customerKey: Finding = (bucket) => {
  const key = kmsDefault(bucket)?.KMSMasterKeyID;
  return key ? `encryption with key ${JSON.stringify(key)}` : undefined;
};

/** Lifecycle rules, and the archive tiers of Intelligent-Tiering, that put current objects where they cannot be read at once. */
export function movesTo(...classes: string[]): Finding {
  return (bucket) => {
    for (const rule of activeRules(bucket)) {
      const transitions = [...((rule.Transitions as object[]) ?? []), ...(rule.Transition ? [rule.Transition as object] : [])];
      const found = transitions
        .map((transition) => (transition as { StorageClass: string }).StorageClass)
        .find((to) => classes.includes(to));
      if (found) {
        return `lifecycle rule ${named(rule)} moves objects to ${found}`;
      }
    }
    const tiering = listed(bucket.IntelligentTieringConfigurations).find((one) => one.Status === 'Enabled');
    return tiering ? `Intelligent-Tiering configuration ${named(tiering)} with archive tiers` : undefined;
  };
}

/** Lifecycle rules that expire the current version of one object. A rule with a tag or size filter may spare it: what is not sure is not found. */
export function expires(key: string): Finding {
  return (bucket) => {
    const found = activeRules(bucket).find(
      (rule) =>
        (rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined) &&
        key.startsWith(rule.Prefix ?? '') &&
        rule.TagFilters === undefined &&
        rule.ObjectSizeGreaterThan === undefined &&
        rule.ObjectSizeLessThan === undefined,
    );
    return found && `lifecycle rule ${named(found)} expires '${key}'`;
  };
}

/** Any lifecycle rule that expires current versions: what it reaches is the owner's choice, but the owner should know. */
export const expiresObjects: Finding = (bucket) => {
  const found = activeRules(bucket).find((rule) => rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined);
  return found && `lifecycle rule ${named(found)} expires objects`;
};

/** Rules that move or expire anything. To abort multi-part uploads that were cut off touches no object. */
export const lifecycleRules: Finding = (bucket) => {
  const harmless = ['Id', 'Prefix', 'Status', 'AbortIncompleteMultipartUpload'];
  const touches = (rule: LifecycleRule) => Object.keys(rule).some((name) => rule[name] !== undefined && !harmless.includes(name));
  const found = activeRules(bucket).find(touches);
  return found && `lifecycle rule ${named(found)}`;
};

export const notVersioned: Finding = ({ VersioningConfiguration: versioning, ObjectLockEnabled }) =>
  versioning?.Status === 'Enabled' || ObjectLockEnabled === true ? undefined : `versioning ${versioning?.Status ?? 'off'}`;

export const objectLockOff: Finding = (bucket) => (bucket.ObjectLockEnabled === true ? undefined : 'no Object Lock');

export const noDefaultRetention: Finding = (bucket) => (defaultRetention(bucket) ? undefined : 'Object Lock without a default retention');

function kmsDefault(bucket: BucketProperties): { SSEAlgorithm?: string; KMSMasterKeyID?: unknown } | undefined {
  return listed(bucket.BucketEncryption?.ServerSideEncryptionConfiguration)
    .map((rule) => rule.ServerSideEncryptionByDefault)
    .find((rule) => rule?.SSEAlgorithm?.startsWith('aws:kms'));
}

function activeRules(bucket: BucketProperties): LifecycleRule[] {
  return listed(bucket.LifecycleConfiguration?.Rules).filter((rule) => rule.Status !== 'Disabled');
}

/** An intrinsic may stand in the place of a list: what it will be is not known, and nothing is found in it. */
function listed(value: unknown): BucketProperties[] {
  return Array.isArray(value) ? value : [];
}

function named(rule: LifecycleRule): string {
  return typeof rule.Id === 'string' ? `'${rule.Id}'` : rule.Prefix ? `on '${rule.Prefix}'` : '(without an id)';
}
