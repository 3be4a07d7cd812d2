import type { Parameter } from '../../docs/launch/parameter';
import type { Json } from '../matrix/types';

type Given = Readonly<Record<string, string | number>>;

/** The values of parameters, as the construct takes them. */
export const givenOf = (parameters: readonly Parameter[], values: Readonly<Record<string, string>>): Given =>
  Object.fromEntries(parameters.map(({ name, range }) => [name, range ? Number(values[name]) : values[name]]));

/** A part of a template with a value in place of each parameter, and with texts joined as far as they are known. */
export function substituted(value: Json, given: Given): Json {
  if (Array.isArray(value)) return value.map((item) => substituted(item, given));
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.Ref === 'string' && value.Ref in given) return given[value.Ref];
  const inner = Object.fromEntries(Object.entries<Json>(value).map(([key, item]) => [key, substituted(item, given)]));
  return Array.isArray(inner['Fn::Join']) ? joined(inner['Fn::Join'][0], inner['Fn::Join'][1]) : inner;
}

function joined(delimiter: string, items: Json): Json {
  if (!Array.isArray(items)) return { 'Fn::Join': [delimiter, items] };
  const parts: Json[] = [];
  for (const [index, item] of items.entries()) {
    for (const part of index > 0 && delimiter !== '' ? [delimiter, item] : [item]) {
      const last = parts.length - 1;
      if (typeof part !== 'object' && typeof parts[last] === 'string') parts[last] += String(part);
      else parts.push(typeof part === 'object' ? part : String(part));
    }
  }
  return parts.length === 1 ? parts[0] : { 'Fn::Join': ['', parts] };
}
