import { chosenBy, objectOf } from '../policy/document';
import { textOf } from '../policy/text';
import type { Any, Template } from './assembly';

type Render = (value: Any) => Any;

/** The same value with what its conditions say beside their names: a condition that says something else is a difference. */
export function conditioned(template: Template, value: Any, render: Render): Any {
  if (typeof value !== 'object' || value === null || !template.json.Conditions) {
    return value;
  }
  const [name, ...branches] = chosenBy(value) ?? [];
  const inner = (one: Any) => conditioned(template, one, render);
  if (typeof name === 'string') {
    return { 'Fn::If': [sayingOf(template, name, render), ...branches.map(inner)] };
  }
  return Array.isArray(value) ? value.map(inner) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)]));
}

/** `IsProd: ${Stack/Stage} is prod`. */
export function sayingOf({ json }: Template, name: string, render: Render): string {
  const said = json.Conditions?.[name];
  return said === undefined ? name : `${name}: ${wordsOf(said, json.Conditions, render)}`;
}

const JOINED: Readonly<Record<string, string>> = { 'Fn::And': ' and ', 'Fn::Equals': ' is ', 'Fn::Or': ' or ' };

function wordsOf(said: Any, all: Any, render: Render): string {
  const [[name, value] = ['', undefined]] = Object.entries<Any>(objectOf(said) ?? {});
  if (name === 'Condition' && all[value] !== undefined) {
    return wordsOf(all[value], all, render);
  }
  const words = () => [value].flat().map((one: Any) => wordsOf(one, all, render));
  if (name in JOINED) {
    return `(${words().join(JOINED[name])})`;
  }
  return name === 'Fn::Not' ? `not ${words().join('')}` : textOf(render(said));
}

/** If all of them are met. */
export function together(...all: readonly (string | undefined)[]): string | undefined {
  const given = all.filter((one) => one !== undefined);
  return given.length > 0 ? [...new Set(given)].join(' and ') : undefined;
}

/** Which conditions decide about a part of a rendered document. */
export function decidingOn(document: Any, at: string, part?: Any): string {
  const found: string[] = [];
  let node = document;
  for (const key of at.split('.')) {
    const chosen = chosenBy(node);
    found.push(...(chosen ? [String(chosen[0])] : []));
    node = chosen ? chosen[Number(key)] : objectOf(node)?.[key];
  }
  const inside = JSON.stringify(part ?? '').matchAll(/"Fn::If":\["((?:[^"\\]|\\.)*)"/g);
  return [...new Set([...found, ...[...inside].map(([, one]) => one)])].join(' and ');
}
