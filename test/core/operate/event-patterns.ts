// Matches events as EventBridge does, as far as the rules of the library go; an operator that is not here is an error.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (2026-11-29)

// biome-ignore lint/suspicious/noExplicitAny: events and patterns are JSON
type Json = any;

/** All fields of a pattern must match, or one pattern of `$or`. */
export function matches(pattern: Json, event: Json): boolean {
  return Object.entries<Json>(pattern).every(([name, wanted]) => {
    if (name === '$or') {
      return wanted.some((one: Json) => matches(one, event));
    }
    const given = event?.[name];
    return Array.isArray(wanted) ? wanted.some((matcher) => fits(matcher, given)) : matches(wanted, given ?? {});
  });
}

/** One matcher for one field. Arrays of an event match if one of their values does. */
function fits(matcher: Json, given: Json): boolean {
  const values = [given].flat();
  if (typeof matcher !== 'object' || matcher === null) {
    return given !== undefined && values.includes(matcher);
  }
  const [[operator, operand], ...more] = Object.entries<Json>(matcher);
  if (more.length > 0) {
    throw new Error(`a matcher has one operator: ${JSON.stringify(matcher)}`);
  }
  switch (operator) {
    case 'exists': // of leaves only
      return (given !== undefined && typeof given !== 'object') === operand;
    case 'anything-but': // a field that is missing does not match
      return given !== undefined && values.every((value) => ![operand].flat().includes(value));
    default:
      throw new Error(`unknown operator: ${operator}`);
  }
}
