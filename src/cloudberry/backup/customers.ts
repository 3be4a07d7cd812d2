import { Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { bucketIdentity } from '../../core/private/env/comparable';
import { problem } from '../../core/private/validation/errors';
import { normalPrefix } from '../../core/private/validation/prefix';

/** Whose session policy was made, below which path. Without a name, it was asked for by a call, which may come again. */
interface Customer {
  readonly prefix: string;
  readonly name?: string;
}

/** By app, then by bucket: two providers can share one. */
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

/** A customer whose session would reach the data of another one, or the other way round. What only the deployment knows cannot be compared. */
export function customerProblems(bucket: s3.IBucket, given: string, name?: string): string[] {
  const prefix = normalPrefix(given);
  const isSame = (other: Customer) => other.prefix === prefix && (!name || !other.name || name === other.name);
  const other = customersOf(bucket).find((one) => !isSame(one) && overlap(one.prefix, prefix));
  const todo = 'Give each customer a path beside those of the others: the sessions of one would reach what is below both.';
  const whose = other?.name === undefined ? 'another customer' : `'${other.name}'`;
  return other ? [problem('prefix', given, `a path that is not within '${other.prefix}' of ${whose}, nor around it`, todo)] : [];
}

function overlap(one: string, other: string): boolean {
  const [shorter, longer] = [one, other].sort((a, b) => a.length - b.length);
  return one === other || (![one, other].some(Token.isUnresolved) && longer.startsWith(`${shorter}/`));
}
