/** Where a value is: the names of properties and the numbers in lists on the way to it. Changes while values are visited. */
export type Way = readonly (string | number)[];

/** A text, or an intrinsic with its key, and where it is. After `true`, nothing inside of it is visited. */
type Visit = (value: unknown, way: Way, key?: string) => unknown;

/** Visits the texts and intrinsics of a rendered value, but not names of conditions. What is inside of an intrinsic is at its place. */
export function visitRendered(value: unknown, visit: Visit, way: (string | number)[] = []): void {
  if (typeof value === 'string') {
    visit(value, way);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      visitAt(index, value[index], visit, way);
    }
  } else if (typeof value === 'object' && value !== null) {
    visitStructure(value as Record<string, unknown>, visit, way);
  }
}

function visitStructure(value: Record<string, unknown>, visit: Visit, way: (string | number)[]): void {
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) {
    const inner = value[keys[0]];
    const content = keys[0] === 'Fn::If' && Array.isArray(inner) ? [undefined, ...inner.slice(1)] : inner;
    visit(value, way, keys[0]) === true || visitRendered(content, visit, way);
    return;
  }
  for (const key of keys) {
    visitAt(key, value[key], visit, way);
  }
}

function visitAt(key: string | number, value: unknown, visit: Visit, way: (string | number)[]): void {
  way.push(key);
  visitRendered(value, visit, way);
  way.pop();
}
