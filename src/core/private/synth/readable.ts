import type { Json } from '../policy/request';

// Writes texts with intrinsics for messages, which the evaluator has no need of.

/** A text for messages: an intrinsic is written as `${Bucket.Arn}`. */
export const readable = (text: string): string => rewritten(text, (intrinsic) => `\${${parts(intrinsic)}}`);

/** Writes the intrinsics in a text in another way. */
export const rewritten = (text: string, write: (intrinsic: Json) => string): string =>
  text.replace(/\uE000([^\uE001]*)\uE001/g, (_, json) => write(JSON.parse(json)));

const parts = (json: Json): string =>
  typeof json === 'object' && json !== null ? Object.values(json).flat().map(parts).join('.') : readable(String(json));
