import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement, BucketProfile, BucketRule, Finding } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import type { Choose } from './every-case';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { reached } from './lifecycle-predicates';
import { type Look, lookIn } from './settings';

export const UNCHECKED = 'cdk-vendor-access:core.bucketUnchecked';

/** Checks a bucket against a profile. Returns errors, and adds warnings, also about what only the deployment decides. */
export function checkProfile(
  app: FinalApp,
  scope: Construct,
  bucket: s3.IBucket,
  final: FinalResource,
  policy: (choose: Choose) => readonly BucketPolicyStatement[],
  profile: BucketProfile,
  prefix?: string,
): string[] {
  const looks = profile.map((rule) => ({
    rule,
    ...lookIn(app, final, (all, choose) => findingOf(rule, prefix)(all, policy(choose))),
  }));
  const undecided = looks.filter(({ open, perhaps, rule }) => open.length > 0 && !(rule.ifPerhaps && perhaps));
  warnAboutOpen(scope, bucket, undecided);
  return looks.flatMap(({ found, perhaps, rule }) => report(scope, bucket, rule, rule.ifPerhaps ? perhaps : found));
}

/** What a rule finds in what concerns the keys of a construct. */
export const findingOf =
  (rule: BucketRule, prefix: string | undefined): Finding =>
  (all, policy) =>
    rule.found(rule.ofAllKeys ? all : reached(all, prefix, rule), policy);

/** Returns the error, or adds the warning. */
export function report(scope: Construct, bucket: s3.IBucket, rule: BucketRule, found: string | undefined): string[] {
  if (found === undefined) {
    return [];
  }
  const text = `${problem(`bucket '${bucket.node.path}'`, found, rule.allowed, rule.todo)} ${rule.why} (${rule.source.url})`;
  if (rule.severity === 'warning') {
    warn(scope, rule.id, text);
    return [];
  }
  return [text];
}

export const needOf = ({ allowed, why }: BucketRule): string => `${allowed} (${why.replace(/\.$/, '')})`;

/** Only what a rule depends on: no product minds other settings. */
function warnAboutOpen(scope: Construct, bucket: s3.IBucket, looks: readonly (Look & { readonly rule: BucketRule })[]): void {
  if (looks.length > 0) {
    const settings = [...new Set(looks.flatMap(({ open }) => open))].join(', ');
    const needs = [...new Set(looks.map(({ rule }) => needOf(rule)))].join('; ');
    const text = `bucket '${bucket.node.path}', ${settings}: cannot be checked, because only the deployment decides. Make sure that it has: ${needs}.`;
    warn(scope, UNCHECKED, text);
  }
}
