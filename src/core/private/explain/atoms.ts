import { isMet } from '../policy/condition';
import { chosenBy, partsOf, statementsIn } from '../policy/document';
import { matches } from '../policy/pattern';
import { textOf } from '../policy/text';
import type { Any } from './assembly';
import { decidingOn, together } from './conditions';

/** The smallest part of a statement: one action on one resource, for one principal. */
export interface Atom {
  readonly effect: string;
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: Record<string, Record<string, Any>>;
  /** What decides whether it is there, if the deployment does. */
  readonly when?: string;
  /** The policy and statement that it stands in. */
  readonly by: string;
  /** The resource that the policy belongs to, which `*` and no resource mean. */
  readonly of?: string;
}

/** The atoms of a policy of a report. An element that excludes (NotAction) is one text. */
export function atomsOf(path: string, document: Any, of?: string): Atom[] {
  return statementsIn(document).flatMap(({ at, statement: one, sure, value }, index) => {
    if (!one) {
      return [];
    }
    const { Condition = {}, Effect, Sid } = one as Any;
    const decided = sure ? undefined : decidingOn(document, at, value);
    const place = { effect: Effect, condition: Condition, by: `${path}, statement ${Sid ?? index + 1}`, of };
    const [principals, actions, resources] = ['Principal', 'Action', 'Resource'].map((name) => list(one, name));
    return principals.flatMap((whom) =>
      actions.flatMap((what) =>
        resources.map((on) => {
          const when = together(decided, whom.when, what.when, on.when);
          return { ...place, principal: whom.text, action: what.text, resource: on.text, ...(when === undefined ? {} : { when }) };
        }),
      ),
    );
  });
}

interface Element {
  readonly text: string;
  readonly when?: string;
}

function list(statement: Any, name: string): Element[] {
  const excluded = statement[`Not${name}`];
  if (excluded !== undefined) {
    return [{ text: `not ${JSON.stringify(excluded)}` }];
  }
  const value = statement[name] ?? '';
  const isWritten = typeof value !== 'object' || Array.isArray(value) || chosenBy(value) !== undefined;
  const kinds: [string, Any][] = isWritten ? [['AWS', value]] : Object.entries(value);
  return kinds.flatMap(([kind, some]) =>
    partsOf(some).map(({ at, sure, value: one }) => ({
      text: kind === 'AWS' ? textOf(one) : `${kind} ${textOf(one)}`,
      ...(sure ? {} : { when: decidingOn(some, at) }),
    })),
  );
}

/** Whether a statement surely applies wherever another does: with wider patterns, under the same conditions or fewer. */
export function covers(larger: Atom, smaller: Atom): boolean {
  return (
    larger.effect === smaller.effect &&
    (larger.when === undefined || larger.when === smaller.when) &&
    within(rootOf(larger.principal), rootOf(smaller.principal), 'exact') &&
    within(larger.action.toLowerCase(), smaller.action.toLowerCase(), 'text') &&
    within(larger.resource, smaller.resource, 'resource') &&
    Object.entries(larger.condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => isImplied(operator, values, valuesOf(smaller, operator, key))),
    )
  );
}

/** An account is written in two ways: .../IAM/latest/UserGuide/reference_policies_elements_principal.html, read 2026-11-30. */
const rootOf = (principal: string): string => /^arn:(?:\$\{[^}]*\}|[^:])*:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;

/** `*` also matches a `*`; a `?` matches one character, not a `*`. */
const within = (pattern: string, text: string, wildcards: 'text' | 'resource' | 'exact'): boolean =>
  pattern === text ||
  pattern === '*' ||
  (wildcards !== 'exact' &&
    !pattern.includes('?') &&
    !`${pattern}${text}`.startsWith('not ') &&
    matches(pattern, text, wildcards) === true);

/** Neither operators nor keys have a case. */
function valuesOf({ condition }: Atom, operator: string, key: string): Any {
  const under = (block: object, name: string) => Object.entries(block).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
  return under(under(condition, operator) ?? {}, key);
}

const timeOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** A condition lists alternatives: fewer of them are stricter, and more of them if it excludes them. */
function isImplied(operator: string, wider: Any, stricter: Any): boolean {
  if (stricter === undefined) {
    return false;
  }
  const [some, others] = [wider, stricter].map((one) => [one].flat().map(textOf));
  const isIn = (all: string[], one: string) => (/IpAddress/.test(operator) ? isMet('IpAddress', all, [one]) === true : all.includes(one));
  const limit = /^(Numeric|Date)(Less|Greater)Than(Equals)?$/i.exec(operator);
  if (limit) {
    const [number, sign] = [/^numeric$/i.test(limit[1]) ? Number : timeOf, /^less$/i.test(limit[2]) ? 1 : -1];
    return others.every((one) => some.some((other) => one === other || sign * number(one) <= sign * number(other)));
  }
  return /not/i.test(operator) ? some.every((one) => isIn(others, one)) : others.every((one) => isIn(some, one));
}
