import { statSync } from 'node:fs';
import type { Check } from './language';

/** The size of what is published, and whether it is still about what it was: what trips this is something that does not belong there. */
export function sizeCheck(what: string, bytes: number, limit: number): Check {
  const kilobytes = (size: number) => `${Math.ceil(size / 1000)} kB`;
  return { name: `${what} is small: ${kilobytes(bytes)}`, failure: bytes > limit ? `more than ${kilobytes(limit)}` : undefined };
}

export const fileSizeCheck = (what: string, file: string, limit: number): Check => sizeCheck(what, statSync(file).size, limit);
