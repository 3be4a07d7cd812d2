import type { BucketPolicyStatement } from '../model/bucket-profile';
import { isNothing } from '../policy/document';
import type { Json } from '../policy/request';
import { plain } from '../policy/text';

/** The difference of two lists of statements: whole statements of each, reduced to what the other lacks. */
export interface StatementDifference {
  /** Promised, but missing. */
  readonly missing: readonly BucketPolicyStatement[];
  /** Present, but not promised. */
  readonly further: readonly BucketPolicyStatement[];
}

/**
 * Compares what statements say, expanded to single permissions (effect, action, resource, principal, condition). Ignores their order, their
 * Sids and how they are merged, because `minimizePolicies` changes all of these.
 */
export function compareStatements(promised: unknown, final: unknown): StatementDifference {
  if (JSON.stringify(promised) === JSON.stringify(final)) {
    return { missing: [], further: [] };
  }
  const [ours, theirs] = [listOf(promised), listOf(final)];
  return { missing: notIn(ours, theirs), further: notIn(theirs, ours) };
}

function notIn(some: readonly BucketPolicyStatement[], others: readonly BucketPolicyStatement[]): BucketPolicyStatement[] {
  const known = new Set(others.flatMap(permissionsOf));
  return some.filter((statement) => !permissionsOf(statement).every((permission) => known.has(permission)));
}

/** Each permission or denial of a statement, as a text that identifies it. */
export function permissionsOf(statement: BucketPolicyStatement): string[] {
  const { Sid: _, Action, Condition, Effect, Principal, Resource, ...rest } = plain(statement as Json) as Record<string, Json>;
  const common = [Effect, conditionOf(Condition), sorted(rest)];
  return each(Action).flatMap((action) =>
    each(Resource).flatMap((resource) =>
      principalsOf(Principal).map((principal) => JSON.stringify([...common, action?.toLowerCase(), resource, principal])),
    ),
  );
}

/** `undefined` stands for a missing element. */
const each = (value: Json): (string | undefined)[] => (value === undefined ? [undefined] : [value].flat().map((one) => text(one)));

/** `'*'` and `{ AWS: '*' }` are the same, and so are an account's id and its root. */
function principalsOf(principal: Json): (string | undefined)[] {
  const kinds = typeof principal === 'object' ? Object.entries(principal as Record<string, Json>) : [['AWS', principal] as const];
  const named = (kind: string, value: string | undefined) => (kind === 'AWS' ? value?.replace(/^arn:.*:iam::(\d{12}):root$/, '$1') : value);
  return principal === undefined
    ? [undefined]
    : kinds.flatMap(([kind, values]) => each(values).map((value) => `${kind} ${named(kind, value)}`));
}

export function conditionOf(condition: unknown): string {
  const operators = Object.entries((condition ?? {}) as Record<string, Json>);
  return sorted(
    Object.fromEntries(
      operators.map(([operator, keys]) => [
        operator,
        typeof keys === 'object'
          ? Object.fromEntries(Object.entries(keys as object).map(([key, value]) => [key, each(value).sort()]))
          : keys,
      ]),
    ),
  );
}

/** JSON with sorted keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

const text = (value: Json): string => (typeof value === 'string' ? value : sorted(value));

/** As they are written. A single statement can replace a list, and a policy can have none. */
export const listOf = (statements: unknown): BucketPolicyStatement[] =>
  [statements].flat().filter((one) => !isNothing(one)) as BucketPolicyStatement[];
