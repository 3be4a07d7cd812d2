export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** One after the other: processes that run at once would disturb each other. */
export async function inTurn<T, R>(all: readonly T[], make: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) {
    results.push(await make(one));
  }
  return results;
}

export const times = <R>(count: number, make: () => Promise<R>): Promise<R[]> => inTurn(Array.from({ length: count }), make);
