import { isMet } from '../policy/condition';
import { matches } from '../policy/pattern';
import type { Any } from './assembly';
import { rawStatements } from './statements';

/** The smallest part of a statement: one action on one resource, for one principal. */
export interface Atom {
  readonly effect: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: Record<string, Record<string, Any>>;
  /** The policy and statement that it stands in. */
  readonly by: string;
  /** The resource that the policy belongs to, which `*` and no resource mean. */
  readonly of?: string;
}

/** The atoms of a policy of a report. An element that excludes (NotAction) is one text. */
export function atomsOf(path: string, document: Any, of?: string): Atom[] {
  return rawStatements(document).flatMap((one, index) => {
    const { Condition = {}, Effect, Sid } = one;
    const place = { effect: Effect, condition: Condition, by: `${path}, statement ${Sid ?? index + 1}`, of };
    return list(one, 'Principal').flatMap((principal) =>
      list(one, 'Action').flatMap((action) => list(one, 'Resource').map((resource) => ({ ...place, principal, action, resource }))),
    );
  });
}

function list(statement: Any, name: string): string[] {
  const excluded = statement[`Not${name}`];
  if (excluded !== undefined) {
    return [`not ${JSON.stringify(excluded)}`];
  }
  const value = statement[name] ?? '';
  const values =
    typeof value === 'object' && !Array.isArray(value)
      ? Object.entries<Any>(value).flatMap(([kind, some]) => [some].flat().map((one) => (kind === 'AWS' ? one : `${kind} ${one}`)))
      : [value].flat();
  return values.map(String);
}

/** Whether a statement surely applies wherever another does: with wider patterns, under the same conditions or fewer. */
export function covers(larger: Atom, smaller: Atom): boolean {
  return (
    larger.effect === smaller.effect &&
    within(larger.principal, smaller.principal, 'exact') &&
    within(larger.action.toLowerCase(), smaller.action.toLowerCase(), 'text') &&
    within(larger.resource, smaller.resource, 'resource') &&
    Object.entries(larger.condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => isImplied(operator, values, valuesOf(smaller, operator, key))),
    )
  );
}

/** `*` also matches a `*`; a `?` matches one character, not a `*`. */
const within = (pattern: string, text: string, wildcards: 'text' | 'resource' | 'exact'): boolean =>
  pattern === text ||
  pattern === '*' ||
  (wildcards !== 'exact' &&
    !pattern.includes('?') &&
    !`${pattern}${text}`.startsWith('not ') &&
    matches(pattern, text, wildcards) === true);

const valuesOf = ({ condition }: Atom, operator: string, key: string): Any =>
  Object.entries(condition[operator] ?? {}).find(([one]) => one.toLowerCase() === key.toLowerCase())?.[1];

/** A condition lists alternatives: fewer of them are stricter, and more of them if it excludes them. */
function isImplied(operator: string, wider: Any, stricter: Any): boolean {
  if (stricter === undefined) {
    return false;
  }
  const [some, others] = [wider, stricter].map((one) => [one].flat().map(String));
  const isIn = (all: string[], one: string) => (/IpAddress/.test(operator) ? isMet('IpAddress', all, [one]) === true : all.includes(one));
  return /Not(?!ifi)/.test(operator) ? some.every((one) => isIn(others, one)) : others.every((one) => isIn(some, one));
}
