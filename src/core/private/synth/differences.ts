import { compareStatements, listOf } from './statements';

/** A difference between a resource and what was promised. */
export interface Difference {
  /** The property, or an attribute next to the properties: `VersioningConfiguration.Status`, `DeletionPolicy`. */
  readonly path: string;
  /** What was promised; undefined if nothing was. */
  readonly promised: unknown;
  /** What will be deployed; undefined if it is missing. */
  readonly final: unknown;
}

type Structure = { readonly [key: string]: unknown };

/**
 * Lists the differences of two rendered values, as deep as both have the same structure. Compares policies by what their statements say.
 */
export function differences(promised: unknown, final: unknown, path = ''): Difference[] {
  if (isSame(promised, final)) {
    return [];
  }
  const at = (key: string | number) => (path ? `${path}.${key}` : `${key}`);
  if (Array.isArray(promised) && Array.isArray(final)) {
    const found = ofLists(promised, final, at);
    if (found.length === 0 || promised.length !== final.length) {
      return found; // the order of a list does not matter
    }
  }
  if (!isStructure(promised) || !isStructure(final) || isIntrinsic(promised) || isIntrinsic(final)) {
    return [{ path, promised, final }];
  }
  const keys = [...new Set([...Object.keys(promised), ...Object.keys(final)])];
  return keys.flatMap((key) =>
    key === 'Statement' ? ofStatements(promised[key], final[key], at(key)) : differences(promised[key], final[key], at(key)),
  );
}

/** Whether two values are equal, regardless of the order of keys. An undefined value is not a missing one: in an override, it deletes. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other || !isStructure(one) || !isStructure(other) || Array.isArray(one) !== Array.isArray(other)) {
    return one === other;
  }
  if (one instanceof Date || other instanceof Date) {
    return String(one) === String(other);
  }
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) {
    return false;
  }
  for (const key of keys) {
    if (!(key in other) || !(one[key] === other[key] || isSame(one[key], other[key]))) {
      return false;
    }
  }
  return true;
}

/** What was added and removed, at any position. */
function ofLists(promised: readonly unknown[], final: readonly unknown[], at: (index: number) => string): Difference[] {
  const notIn = (some: readonly unknown[], others: readonly unknown[]) => {
    const known = new Set(others.map((one) => JSON.stringify(one)));
    return some.flatMap((value, index) => (known.has(JSON.stringify(value)) ? [] : [{ index, value }]));
  };
  return [
    ...notIn(promised, final).map(({ index, value }) => ({ path: at(index), promised: value, final: undefined })),
    ...notIn(final, promised).map(({ index, value }) => ({ path: at(index), promised: undefined, final: value })),
  ];
}

/** A promised statement that is missing, with the statement in its place; then further statements. */
function ofStatements(promised: unknown, final: unknown, path: string): Difference[] {
  const { further, missing } = compareStatements(promised, final);
  const [ours, theirs] = [listOf(promised), listOf(final)];
  const instead = missing.map(
    (one) => further.find(({ Sid }) => Sid && Sid === one.Sid) ?? further.find((two) => theirs.indexOf(two) === ours.indexOf(one)),
  );
  return [
    ...missing.map((one, index) => ({ path: `${path}.${ours.indexOf(one)}`, promised: one, final: instead[index] })),
    ...further
      .filter((one) => !instead.includes(one))
      .map((one) => ({ path: `${path}.${theirs.indexOf(one)}`, promised: undefined, final: one })),
  ];
}

/** Whether it is a statement, a rule or the like; also a list, whose keys are numbers. */
const isStructure = (value: unknown): value is Structure => typeof value === 'object' && value !== null;

const isIntrinsic = (value: Structure): boolean => {
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && /^(Ref$|Fn::|Condition$)/.test(key ?? '');
};
