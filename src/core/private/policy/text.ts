import type { Json } from './request';

// An intrinsic in a text is kept as its JSON between these two characters, which no text of a policy has: the same JSON is the same text.
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

/** Replaces an intrinsic by what is known of it, such as the name of a bucket; undefined: nothing. */
export type Known = (intrinsic: Json) => Json;

/** An intrinsic, or anything else that is not known, as a part of a text. */
export const token = (what: Json): string => `${OPEN}${JSON.stringify(what)}${CLOSE}`;

export const isToken = (text: string): boolean => text.length > 1 && text.startsWith(OPEN) && text.indexOf(CLOSE) === text.length - 1;

/**
 * JSON in which every intrinsic has become a part of a text: `Fn::Join` and `Fn::Sub` are carried out, so that the ways to write the same ARN
 * compare as equal. `Fn::If` is left, with both its branches.
 */
export function plain(json: Json, known: Known = () => undefined): Json {
  if (Array.isArray(json)) {
    return json.map((item) => plain(item, known)).filter((item) => item !== undefined);
  }
  if (typeof json !== 'object' || json === null) {
    return json === undefined || json === null ? undefined : String(json);
  }
  const [[name, argument] = ['', undefined], ...others] = Object.entries(json);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    return intrinsic(name, argument, known);
  }
  const entries = Object.entries(json).map(([key, value]) => [key, plain(value, known)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function intrinsic(name: string, argument: Json, known: Known): Json {
  if (name === 'Fn::If' && Array.isArray(argument)) {
    return { [name]: [argument[0], plain(argument[1], known), plain(argument[2], known)] };
  }
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    return argument[1].map((part) => textOf(plain(part, known))).join(argument[0]);
  }
  if (name === 'Fn::Sub') {
    return substituted(argument, known);
  }
  if (argument === 'AWS::NoValue') {
    return undefined;
  }
  const one = { [name]: name === 'Fn::GetAtt' && typeof argument === 'string' ? attribute(argument) : argument };
  const found = known(one);
  return found === undefined ? token(one) : plain(found, known);
}

function substituted(argument: Json, known: Known): string {
  const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
  const value = (name: string): Json =>
    Object.hasOwn(values, name) ? values[name] : name.includes('.') ? { 'Fn::GetAtt': attribute(name) } : { Ref: name };
  return String(text).replace(/\$\{(!?)([^}]*)\}/g, (_, literal, name) => (literal ? `\${${name}}` : textOf(plain(value(name), known))));
}

const attribute = (dotted: string): string[] => [dotted.slice(0, dotted.indexOf('.')), dotted.slice(dotted.indexOf('.') + 1)];

/** What `plain` returned, as one text. */
export const textOf = (json: Json): string => (typeof json === 'string' ? json : token(json));

/** A value or a list of values, as texts. */
export const texts = (json: Json): string[] => (json === undefined ? [] : [json].flat().map(textOf));

/** The characters and tokens of a text. */
export const symbols = (text: string): string[] => text.match(new RegExp(`${OPEN}[^${CLOSE}]*${CLOSE}|[^]`, 'gu')) ?? [];
