/** The same values, by a text of each. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const some = groups.get(key) ?? [];
    some.push(one);
    groups.set(key, some);
  }
  return groups;
}
