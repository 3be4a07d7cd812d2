import type { BucketProperties } from '../model/bucket-profile';
import { objectOf, type Statement } from '../policy/document';
import { isIntrinsic } from '../policy/document-text';
import type { Json } from '../policy/request';
import type { SdkCall } from './sdk-calls';

// What calls set on a bucket, in the words of CloudFormation, so that the rules for what a template sets read it.

/** Names of CloudFormation. State machines write those of the API in other capitals, and some differ. */
const NAMES = new Map(
  `
  AbortIncompleteMultipartUpload BlockedEncryptionTypes BlockPublicAcls BucketKeyEnabled DefaultRetention EncryptionType
  ExpiredObjectDeleteMarker IgnorePublicAcls KMSMasterKeyID Mode NoncurrentVersionExpiration NoncurrentVersionTransitions ObjectOwnership
  ObjectSizeGreaterThan ObjectSizeLessThan Prefix Rule Rules SSEAlgorithm Status StorageClass Transitions Days Years Id`
    .trim()
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
).set('applyserversideencryptionbydefault', 'ServerSideEncryptionByDefault');

const ACLS: Readonly<Record<string, string>> = {
  'authenticated-read': 'AuthenticatedRead',
  'log-delivery-write': 'LogDeliveryWrite',
  'public-read': 'PublicRead',
  'public-read-write': 'PublicReadWrite',
};

/** By the call. What it sets replaces the setting of the template whole. */
const SETTINGS: Readonly<Record<string, (parameters: Statement) => BucketProperties>> = {
  's3:PutBucketAcl': ({ ACL, Acl = ACL }) => ({ AccessControl: ACLS[String(Acl)] }),
  's3:PutBucketEncryption': ({ ServerSideEncryptionConfiguration: given }) => ({
    BucketEncryption: { ServerSideEncryptionConfiguration: translated(objectOf(given)?.Rules) },
  }),
  's3:PutBucketIntelligentTieringConfiguration': ({ IntelligentTieringConfiguration: given }) => ({
    IntelligentTieringConfigurations: [filtered(translated(given))],
  }),
  's3:PutBucketLifecycle': rulesOf,
  's3:PutBucketLifecycleConfiguration': rulesOf,
  's3:PutBucketOwnershipControls': ({ OwnershipControls }) => ({ OwnershipControls: translated(OwnershipControls) }),
  's3:PutBucketReplication': ({ ReplicationConfiguration }) => ({ ReplicationConfiguration }),
  's3:PutBucketVersioning': ({ VersioningConfiguration }) => ({ VersioningConfiguration: translated(VersioningConfiguration) }),
  's3:PutObjectLockConfiguration': ({ ObjectLockConfiguration: given }) => ({
    ObjectLockConfiguration: translated(given),
    ObjectLockEnabled: true,
  }),
  's3:PutPublicAccessBlock': ({ PublicAccessBlockConfiguration: given }) => ({ PublicAccessBlockConfiguration: translated(given) }),
};

/** The settings of the bucket that a call changes, as it leaves them; undefined if it changes none. */
export function settingsAfter({ action, parameters }: SdkCall): BucketProperties | undefined {
  const settings = Object.entries(SETTINGS[action]?.(parameters) ?? {}).filter(([, value]) => value !== undefined);
  return settings.length > 0 ? Object.fromEntries(settings) : undefined;
}

function rulesOf({ LifecycleConfiguration: given }: Statement): BucketProperties {
  const Rules = objectOf(given)?.Rules;
  return {
    LifecycleConfiguration: Array.isArray(Rules) ? { Rules: Rules.map((rule) => expiring(filtered(translated(rule)))) } : undefined,
  };
}

/** The API has the filter of a rule apart. */
function filtered(rule: Json): Statement {
  const { Filter, ...more } = objectOf(rule) ?? {};
  const { And, Tag, Tags = Tag && [Tag], ...filter } = objectOf(Filter) ?? {};
  const both = objectOf(And);
  return { ...more, ...filter, ...both, TagFilters: both?.Tags ?? Tags };
}

/** And the expiration of current versions. */
function expiring({ Expiration, ...rule }: Statement): Statement {
  const { Date: ExpirationDate, Days: ExpirationInDays, ExpiredObjectDeleteMarker } = objectOf(Expiration) ?? {};
  return { ...rule, ExpirationDate, ExpirationInDays, ExpiredObjectDeleteMarker };
}

function translated(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(translated);
  }
  const entries = isIntrinsic(value) ? undefined : objectOf(value);
  return entries
    ? Object.fromEntries(Object.entries(entries).map(([name, one]) => [NAMES.get(name.toLowerCase()) ?? name, translated(one)]))
    : value;
}
