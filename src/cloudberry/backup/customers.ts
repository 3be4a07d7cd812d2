import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { bucketIdentity } from '../../core/private/env/comparable';
import { problem } from '../../core/private/validation/errors';
import { normalPrefix, overlap } from '../../core/private/validation/prefix';
import { isUnresolved, withoutTokens } from '../../core/private/validation/tokens-in-text';

/** The customer of a session policy, and their path. Without a name, the policy comes from a call that may be repeated. */
interface Customer {
  readonly prefix: string;
  readonly name?: string;
}

/** By app, then by bucket: two providers can share a bucket. */
const CUSTOMERS = new WeakMap<IConstruct, Map<string, Customer[]>>();

function customersOf(bucket: s3.IBucket): Customer[] {
  const { root } = bucket.node;
  const all = CUSTOMERS.get(root) ?? new Map<string, Customer[]>();
  const identity = bucketIdentity(bucket);
  const known = all.get(identity) ?? [];
  CUSTOMERS.set(root, all.set(identity, known));
  return known;
}

export function addCustomer(bucket: s3.IBucket, prefix: string, name?: string): void {
  customersOf(bucket).push({ prefix: normalPrefix(prefix), name });
}

/** Rejects a customer whose session would reach the data of another customer, or the reverse. Tokens cannot be compared. */
export function customerProblems(bucket: s3.IBucket, given: string, name?: string): string[] {
  const prefix = normalPrefix(given);
  const isComparable = (other: Customer) => other.prefix === prefix || ![other.prefix, prefix].some(isUnresolved);
  const isSame = (other: Customer) => other.prefix === prefix && (!name || !other.name || name === other.name);
  const other = customersOf(bucket).find((one) => !isSame(one) && isComparable(one) && overlap(one.prefix, prefix));
  const todo = 'Give each customer a separate path. Otherwise, the sessions of one customer reach the data of the other.';
  const whose = other?.name === undefined ? 'another customer' : `'${other.name}'`;
  return other
    ? [problem('prefix', given, `a path that is neither inside nor above '${withoutTokens(other.prefix, '…')}' of ${whose}`, todo)]
    : [];
}
