/** A text, or an intrinsic with its key; `at` is only lent. */
type Visit = (value: unknown, at: readonly (string | number)[], key?: string) => void;

/** Visits the texts and intrinsics of a rendered value. What is inside of an intrinsic is at its place. */
export function visitRendered(value: unknown, visit: Visit, at: (string | number)[] = []): void {
  if (typeof value === 'string') {
    visit(value, at);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      at.push(index);
      visitRendered(value[index], visit, at);
      at.pop();
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[key];
      if (key === 'Ref' || key.startsWith('Fn::')) {
        visit(value, at, key);
        visitRendered(inner, visit, at);
      } else {
        at.push(key);
        visitRendered(inner, visit, at);
        at.pop();
      }
    }
  }
}
