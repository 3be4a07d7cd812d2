import type { Json } from './request';
import { intrinsicOf, isToken, plain } from './text';

export function isIntrinsic(json: Json): boolean {
  const keys = typeof json === 'object' && json !== null ? Object.keys(json) : [];
  return typeof json === 'string' ? isToken(json) : keys.length === 1 && /^(Ref$|Fn::)/.test(keys[0]);
}

/** A document that CloudFormation may take as a text; undefined if that is no JSON. */
export function documentIn(value: Json): Json {
  const isText = typeof value === 'string' || (isIntrinsic(value) && /"Fn::(Join|Sub)"/.test(JSON.stringify(value)));
  const text = isText ? plain(value) : undefined;
  if (typeof text !== 'string') {
    return value;
  }
  try {
    const quoted = text.replace(/\uE000[^\uE001]*\uE001/g, (one) => JSON.stringify(one).slice(1, -1));
    return JSON.parse(quoted, (_, inner) => (typeof inner === 'string' ? withIntrinsics(inner) : inner));
  } catch {
    return undefined;
  }
}

/** A text as a template writes it: with intrinsics again. */
function withIntrinsics(text: string): Json {
  const parts = text.split(/(\uE000[^\uE001]*\uE001)/).filter((part) => part !== '');
  const written = parts.map((part) => inside(intrinsicOf(part)) ?? part);
  return parts.some(isToken) ? (written.length === 1 ? written[0] : { 'Fn::Join': ['', written] }) : text;
}

/** In an intrinsic, too: `Fn::If` has a text in each branch. */
const inside = (json: Json): Json =>
  typeof json === 'string'
    ? withIntrinsics(json)
    : Array.isArray(json)
      ? json.map(inside)
      : typeof json === 'object' && json !== null
        ? Object.fromEntries(Object.entries(json).map(([key, one]) => [key, inside(one)]))
        : json;
