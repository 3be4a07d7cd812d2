import { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { isInTree } from '../../core/private/env/claims';
import { bucketIdentity } from '../../core/private/env/comparable';
import { hasToken } from '../../core/private/policy/text';
import { checkAtSynth } from '../../core/private/synth/at-synth';
import type { FinalApp } from '../../core/private/synth/final-app';
import { bucketIdentities } from '../../core/private/synth/identity';
import { textIn } from '../../core/private/synth/text-in';
import { problem } from '../../core/private/validation/errors';
import { normalPrefix, overlap } from '../../core/private/validation/prefix';
import { isUnresolved, withoutTokens } from '../../core/private/validation/tokens-in-text';

/** A path as it is compared, and as it was given. Without a name of the customer, the policy comes from a call that may be repeated. */
interface Path {
  readonly prefix: string;
  readonly given: string;
  readonly name?: string;
}

/** The customer of a session policy. */
interface Customer extends Path {
  readonly scope: Construct;
  readonly bucket: s3.IBucket;
  /** As far as it is known when the customer is added. */
  readonly identity: string;
}

/** By app: two providers can share a bucket. */
const CUSTOMERS = new WeakMap<IConstruct, Customer[]>();

const customersOf = ({ node: { root } }: IConstruct): readonly Customer[] => CUSTOMERS.get(root) ?? [];

/** Also looks at the end for those whom its path meets in a bucket, or by a prefix, that a template spells otherwise. */
export function addCustomer(scope: Construct, bucket: s3.IBucket, given: string, name?: string): void {
  const all = customersOf(scope);
  if (!all.some((one) => one.scope === scope)) {
    checkAtSynth(scope, (app) => problemsAtSynth(app, scope));
  }
  CUSTOMERS.set(scope.node.root, [...all, { scope, bucket, identity: bucketIdentity(bucket), prefix: normalPrefix(given), given, name }]);
}

/** Rejects a customer whose session would reach the data of another customer, or the reverse. Tokens cannot be compared. */
export function customerProblems(bucket: s3.IBucket, given: string, name?: string): string[] {
  const identity = bucketIdentity(bucket);
  const others = customersOf(bucket).filter((one) => one.identity === identity);
  return problems('prefix', { prefix: normalPrefix(given), given, name }, others, isUnresolved);
}

function problems(what: string, own: Path, others: readonly Path[], isLater: (prefix: string) => boolean): string[] {
  const { given, name, prefix } = own;
  const isComparable = (other: Path) => other.prefix === prefix || ![other.prefix, prefix].some(isLater);
  const isSame = (other: Path) => other.prefix === prefix && (!name || !other.name || name === other.name);
  const other = others.find((one) => !isSame(one) && isComparable(one) && overlap(one.prefix, prefix));
  const todo = 'Give each customer a separate path. Otherwise, the sessions of one customer reach the data of the other.';
  const whose = other?.name === undefined ? 'another customer' : `'${other.name}'`;
  return other
    ? [problem(what, given, `a path that is neither inside nor above '${withoutTokens(other.given, '…')}' of ${whose}`, todo)]
    : [];
}

/** Of the customers of one construct, compared with those that were added before. */
function problemsAtSynth(app: FinalApp, scope: Construct): string[] {
  const all = customersOf(scope).filter((one) => isInTree(one.scope));
  return all.flatMap((own, index) => {
    const others = own.scope === scope ? all.slice(0, index).filter((one) => isSameBucket(app, one, own)) : [];
    return problems(
      `prefix of ${own.name === undefined ? 'a customer' : `'${own.name}'`}`,
      written(app, own),
      others.map((one) => written(app, one)),
      hasToken,
    );
  });
}

const written = (app: FinalApp, { given, name, prefix, scope }: Customer): Path => ({
  given,
  name,
  prefix: textIn(app, Stack.of(scope))(app.render(scope, prefix)),
});

function isSameBucket(app: FinalApp, one: Customer, other: Customer): boolean {
  const theirs = bucketIdentities(app, other.bucket);
  return one.identity === other.identity || bucketIdentities(app, one.bucket).some((text) => theirs.includes(text));
}
