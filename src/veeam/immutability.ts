import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BucketShape } from '../core/private/model/bucket-shape';
import { type RetentionLimit, retentionProblems } from '../core/private/provision/retention-limit';
import { lockedDays } from '../core/private/validation/basic-types';
import { problem } from '../core/private/validation/errors';
import type { Rule, RuleOf } from '../core/private/validation/prop-types';
import { warn } from '../core/private/validation/warnings';

// What the repositories of all products have in common about locks.

interface Locks extends RetentionLimit {
  readonly immutability?: boolean;
  readonly bucket?: s3.IBucket;
}

export const MAXIMUM_RETENTION = lockedDays('Choose the longest retention that a repository needs.', true);

/** Limits need something that is locked, and a bucket whose policy can hold them. */
export function lockRules<P extends Locks>(rule: RuleOf<P>, ...limits: (keyof P)[]): Rule<P>[] {
  return [
    ...limits.map((name) =>
      rule(['immutability', name], (props) => {
        const isPointless = !props.immutability && props[name] !== undefined;
        return isPointless
          ? [problem(String(name), props[name], 'only with immutability: true', 'Without immutability, nothing is locked.')]
          : [];
      }),
    ),
    rule(['immutability', 'bucket', 'maximumRetention', 'lockMode'], ({ bucket, immutability, lockMode, maximumRetention }, { scope }) =>
      scope && immutability ? retentionProblems(scope, { maximumRetention, lockMode }, bucket) : [],
    ),
  ];
}

/** Object Lock and versions, or neither of them. */
export const repositoryShape = (immutability: boolean): BucketShape => ({
  versioned: immutability,
  objectLock: immutability ? {} : undefined,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
});

export function warnAboutUnlimitedLocks(scope: Construct, { immutability, maximumRetention }: Locks): void {
  if (immutability && !maximumRetention) {
    const text = 'anyone with the key can lock what they write for up to 100 years, and you pay for the storage. Set maximumRetention.';
    warn(scope, 'cdk-vendor-access:veeam.unlimitedRetention', text);
  }
}
