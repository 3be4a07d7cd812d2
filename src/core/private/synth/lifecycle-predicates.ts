import type { BucketProperties, BucketRule, Finding } from '../model/bucket-profile';
import { isUnresolved } from '../validation/tokens-in-text';
import { listed } from './bucket-predicates';
import { isRuleOff } from './switched-off';

// Findings about the lifecycle rules of a bucket.

type LifecycleRule = Record<string, unknown> & { Id?: string; Prefix?: string; Status?: string };

/**
 * A bucket as a product finds it: without the rules and archive tiers for keys that it does not use, and for tags that its objects do not have
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html). Only what is asked for is read.
 */
export function reached(
  bucket: BucketProperties,
  prefix: string | undefined,
  rule: Pick<BucketRule, 'keys' | 'ofTagged'>,
): BucketProperties {
  if (!('LifecycleConfiguration' in bucket || 'IntelligentTieringConfigurations' in bucket)) {
    return bucket; // the usual case
  }
  const { keys = '', ofTagged } = rule;
  const own = isUnresolved(prefix) ? '' : `${prefix ? `${prefix}/` : ''}${keys}`;
  const isOwn = (Prefix: unknown) => typeof Prefix !== 'string' || own.startsWith(Prefix) || Prefix.startsWith(own);
  const concerns = ({ Prefix = '', TagFilters }: BucketProperties) => isOwn(Prefix) && (ofTagged || listed(TagFilters).length === 0);
  return Object.create(bucket, {
    LifecycleConfiguration: { get: () => ({ Rules: listed(bucket.LifecycleConfiguration?.Rules).filter(concerns) }) },
    IntelligentTieringConfigurations: { get: () => listed(bucket.IntelligentTieringConfigurations).filter(concerns) },
  });
}

/** Lifecycle rules, and the archive tiers of Intelligent-Tiering, that move current objects to a class without immediate access. */
export function movesTo(...classes: string[]): Finding {
  return (bucket) => {
    for (const rule of activeRules(bucket)) {
      const found = [...listed(rule.Transitions), ...listed([rule.Transition])]
        .map((transition) => transition.StorageClass)
        .find((to) => classes.includes(to));
      if (found) {
        return `lifecycle rule ${named(rule)} moves objects to ${found}`;
      }
    }
    return archiveTiers(bucket);
  };
}

/** Archive tiers of Intelligent-Tiering: S3 moves objects of that class there if nobody reads them. They must be restored before they can be read. */
export const archiveTiers: Finding = (bucket) => {
  const tiering = listed(bucket.IntelligentTieringConfigurations).find((one) => one.Status === 'Enabled');
  return tiering && `Intelligent-Tiering configuration ${named(tiering)} with archive tiers`;
};

/**
 * Lifecycle rules that expire the current version of one object. A rule with a size filter may not apply to it, so it is not reported.
 */
export function expires(key: string): Finding {
  return (bucket) => {
    const found = activeRules(bucket).find(
      (rule) =>
        (rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined) &&
        key.startsWith(rule.Prefix ?? '') &&
        rule.ObjectSizeGreaterThan === undefined &&
        rule.ObjectSizeLessThan === undefined,
    );
    return found && `lifecycle rule ${named(found)} expires '${key}'`;
  };
}

/** Any lifecycle rule that expires current versions: the owner chooses what it expires, but should know. */
export const expiresObjects: Finding = (bucket) => {
  const found = activeRules(bucket).find((rule) => rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined);
  return found && `lifecycle rule ${named(found)} expires objects`;
};

/** Rules that do more than what is listed. */
const rulesBeyond =
  (...harmless: string[]): Finding =>
  (bucket) => {
    const known = ['Id', 'Prefix', 'Status', ...harmless];
    const touches = (rule: LifecycleRule) => Object.keys(rule).some((name) => rule[name] !== undefined && !known.includes(name));
    const found = activeRules(bucket).find(touches);
    return found && `lifecycle rule ${named(found)}`;
  };

/** Rules that move or expire anything. A rule that aborts incomplete multipart uploads affects no object. */
export const lifecycleRules: Finding = rulesBeyond('AbortIncompleteMultipartUpload');

/** As `lifecycleRules`, except for rules that only remove expired delete markers, under which no version is left. */
export const lifecycleRulesOnData: Finding = rulesBeyond('AbortIncompleteMultipartUpload', 'ExpiredObjectDeleteMarker');

export const expiresMarkers: Finding = (bucket) => {
  const found = activeRules(bucket).find((rule) => rule.ExpiredObjectDeleteMarker === true);
  return found && `lifecycle rule ${named(found)} removes expired delete markers`;
};

export const abortsUploads: Finding = (bucket) => {
  const found = activeRules(bucket).find((rule) => rule.AbortIncompleteMultipartUpload !== undefined);
  return found && `lifecycle rule ${named(found)} aborts uploads`;
};

function activeRules(bucket: BucketProperties): LifecycleRule[] {
  return listed(bucket.LifecycleConfiguration?.Rules).filter((rule) => !isRuleOff(rule));
}

function named(rule: LifecycleRule): string {
  return typeof rule.Id === 'string' ? `'${rule.Id}'` : rule.Prefix ? `on '${rule.Prefix}'` : '(without an id)';
}
