// npm run freshness [-- FILE]: what has changed on the pages and in the service reference; FILE gets the text of an issue about it.
import { writeFileSync } from 'node:fs';
import { freshness, type Read, report } from './freshness';

const MINUTE = 60_000;

const read: Read = async (url) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(MINUTE) });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.text();
};

async function main(): Promise<void> {
  const [file] = process.argv.slice(2);
  const { changes, unread } = await freshness(read);
  const text = report(changes);
  console.log(text || 'nothing has changed on what could be read');
  for (const page of unread) console.error(`could not be read: ${page}`);
  if (file && changes.length > 0) writeFileSync(file, text);
  process.exitCode = unread.length > 0 ? 1 : 0;
}

void main();
