/** Values by a key of each, which several may share. */
export function groupedBy<K, T>(pairs: Iterable<readonly [K, T]>): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const [key, one] of pairs) {
    const some = groups.get(key) ?? [];
    some.push(one);
    groups.set(key, some);
  }
  return groups;
}
