import { AWS_ACLS, AWS_BUCKET_NAMES, AWS_OBJECT_LOCK, AWS_SSE_C, AWS_SSE_KMS } from '../model/aws-sources';
import type { BucketProfile, BucketRule } from '../model/bucket-profile';
import {
  autoDeletes,
  awsManagedKey,
  callersKeys,
  customerKey,
  defaultRetention,
  differentLocks,
  dotsInName,
  lockedLogs,
  notVersioned,
  objectLockOff,
  publicAcl,
} from './bucket-predicates';
import { expiresObjects, movesTo } from './lifecycle-predicates';

// Rules that several products share. A product adds the id, why the rule matters to it, what to do, and the page that says so.

type Rule = (own: Pick<BucketRule, 'id' | 'why' | 'todo' | 'source'> & Partial<BucketRule>) => BucketRule;

const rule =
  (common: Pick<BucketRule, 'severity' | 'found' | 'allowed'>): Rule =>
  (own) => ({ ...common, ...own });

/** Anything but the product that would lock what the product writes. */
export const withoutDefaultRetention = rule({ severity: 'error', found: defaultRetention, allowed: 'no default retention' });

export const needsVersions = rule({ severity: 'error', found: notVersioned, allowed: 'versioning' });

export const needsObjectLock = rule({ severity: 'error', found: objectLockOff, allowed: 'Object Lock' });

/** The policy of a bucket applies to everyone who uses it. */
export const lockedAlike = rule({ severity: 'error', found: differentLocks, allowed: 'one limit and one mode for a bucket' });

/** A warning, because the owner may intend it. */
export const nothingExpires = rule({ severity: 'warning', found: expiresObjects, allowed: 'no rules that expire objects' });

/** Objects that the product reads must not move to a class that needs a restore first. */
export const readableAtOnce = rule({
  severity: 'error',
  found: movesTo('GLACIER', 'DEEP_ARCHIVE'),
  allowed: 'storage classes that can be read immediately, such as STANDARD_IA',
});

/** Of backups: deleting the stack deletes every object that is not locked. */
export const EMPTIED: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:core.autoDeleteObjects',
  found: autoDeletes,
  allowed: 'no autoDeleteObjects',
  why: 'Destroying the stack would delete every object that is not locked.',
  todo: 'Remove it, or acknowledge it for a test.',
  source: AWS_OBJECT_LOCK,
};

/** Rules of S3 itself, for every product. A product's own rule with the same finding replaces the common one. */
const OF_ALL: BucketProfile = [
  {
    severity: 'warning',
    id: 'cdk-vendor-access:core.dotsInName',
    found: dotsInName,
    allowed: 'a name without dots',
    why: 'With dots in the name, the certificate of S3 does not match the host name of the bucket, so that TLS connections to it fail.',
    todo: 'Choose a name without dots, or acknowledge if the product uses path-style requests.',
    source: AWS_BUCKET_NAMES,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:core.callersKeys',
    found: callersKeys,
    allowed: 'SSE-C blocked, as S3 does by default',
    why: 'Anyone who can write could encrypt the data with a key that nobody else has.',
    todo: 'Remove NONE from BlockedEncryptionTypes, or acknowledge if another application needs SSE-C.',
    source: AWS_SSE_C,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:core.lockedLogs',
    found: lockedLogs,
    allowed: 'no access logs delivered to a bucket with Object Lock',
    why: 'S3 cannot deliver access logs to it.',
    todo: 'Deliver them to another bucket.',
    source: AWS_OBJECT_LOCK,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:core.bucketPublic',
    found: publicAcl,
    ifPerhaps: true,
    allowed: 'ACLs disabled, or a private ACL',
    why: 'Backups and logs must not be public, not even their names.',
    todo: 'Remove accessControl from the bucket, and set blockPublicAccess.',
    source: AWS_ACLS,
  },
];

/** Of a bucket whose key CDK does not know: then the vendor's uploads fail. */
export const UNKNOWN_KEY: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:core.bucketUnchecked',
  found: customerKey,
  allowed: 'a key that CDK knows as the encryptionKey of the bucket',
  why: 'The vendor gets no permission to use any other key.',
  todo: 'Create the bucket with this encryptionKey, or import it with Bucket.fromBucketAttributes({ bucketName, encryptionKey }).',
  source: AWS_SSE_KMS,
};

/** Of a bucket in another account: its policy does not help, because nobody can change that of the key. A call may name another encryption. */
export const MANAGED_KEY: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:core.bucketOfAnotherAccount',
  found: awsManagedKey,
  allowed: 'encryption with S3 managed keys (SSE-S3), or with a key of the other account whose policy allows the principal',
  why: 'Only principals of the account of the bucket can use the AWS managed key.',
  todo: 'Change the encryption of the bucket, or acknowledge if every upload asks for another one.',
  source: AWS_SSE_KMS,
};

export const withRulesOfAll = (own: BucketProfile): BucketProfile => [
  ...own,
  ...OF_ALL.filter(({ found }) => !own.some((rule) => rule.found === found)),
];
