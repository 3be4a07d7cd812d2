import { AWS_BUCKET_NAMES, AWS_OBJECT_LOCK } from '../model/aws-sources';
import type { BucketRule } from '../model/bucket-profile';
import { autoDeletes, defaultRetention, differentLocks, dotsInName, notVersioned, objectLockOff } from './bucket-predicates';
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

export const noDots = rule({ severity: 'warning', found: dotsInName, allowed: 'a name without dots' });

/** A rule of S3 itself, for products whose pages do not mention it. */
export const NO_DOTS: BucketRule = noDots({
  id: 'cdk-vendor-access:core.dotsInName',
  why: 'With dots in the name, the certificate of S3 does not match the host name of the bucket, so that TLS connections to it fail.',
  todo: 'Choose a name without dots, or acknowledge if the product uses path-style requests.',
  source: AWS_BUCKET_NAMES,
});

/** Applies to every protection: deleting the stack deletes every object that is not locked. */
export const EMPTIED: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:core.autoDeleteObjects',
  found: autoDeletes,
  allowed: 'no autoDeleteObjects',
  why: 'Destroying the stack would delete every object that is not locked.',
  todo: 'Remove it, or acknowledge it for a test.',
  source: AWS_OBJECT_LOCK,
};
