import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const PLANTED = 'a place with the secret planted in it';

/**
 * Where a secret, or one of several, stands though it should not: in texts, and in the files below some folders. Also as URL-encoded and as base64, in which
 * signatures and asset archives would hide it.
 *
 * @throws if a planted hit is not found: a search that finds nothing anywhere proves nothing
 */
export function findLeaks(
  secret: string | readonly string[],
  texts: Record<string, string>,
  folders: readonly string[],
): { searched: number; hits: string[] } {
  const files = folders.filter((folder) => existsSync(folder)).flatMap(filesBelow);
  const places: [string, () => string][] = [
    ...Object.entries(texts).map(([name, text]): [string, () => string] => [name, () => text]),
    ...files.map((file): [string, () => string] => [file, () => readFileSync(file, 'latin1')]),
  ];
  const secrets = [secret].flat();
  const forms = secrets.flatMap((one) => [one, encodeURIComponent(one), Buffer.from(one).toString('base64').replace(/=+$/, '')]);
  const hits = ([name, read]: [string, () => string]) => {
    const text = read();
    return forms.some((form) => text.includes(form)) ? [name] : [];
  };
  if (secrets.some((one) => one.length < 16 || hits([PLANTED, () => `x${one}x`]).length === 0)) {
    throw new Error('the search for the secret does not find a planted one');
  }
  return { searched: places.length, hits: places.flatMap(hits) };
}

function filesBelow(path: string): string[] {
  if (statSync(path).isDirectory()) {
    return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
  }
  return statSync(path).isFile() ? [path] : [];
}
