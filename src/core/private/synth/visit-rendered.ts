/** A text, or an intrinsic with its key, and where it is. After `true`, nothing inside of it is visited. */
type Visit = (value: unknown, at: string, key?: string) => unknown;

/** Visits the texts and intrinsics of a rendered value, but not names of conditions. What is inside of an intrinsic is at its place. */
export function visitRendered(value: unknown, visit: Visit, at = ''): void {
  if (typeof value === 'string') {
    visit(value, at);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const inner: unknown = value[index];
      typeof inner === 'string' ? visit(inner, `${at}.${index}`) : visitRendered(inner, visit, `${at}.${index}`);
    }
  } else if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    const isIntrinsic = keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
    if (isIntrinsic && visit(value, at, keys[0]) === true) {
      return;
    }
    for (const key of keys) {
      const inner = (value as Record<string, unknown>)[key];
      const content = key === 'Fn::If' && Array.isArray(inner) ? [undefined, ...inner.slice(1)] : inner;
      visitRendered(content, visit, isIntrinsic ? at : at === '' ? key : `${at}.${key}`);
    }
  }
}
