import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './cases';
import { VENDORS } from './vendors';

const ROOT = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const all = (folder: string, start = '') =>
  existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)).filter((file) => file.startsWith(start) && file.endsWith('.ts')) : [];

const WITHOUT_EFFECT: Record<string, string> = Object.assign({}, ...Object.values(VENDORS).map((vendor) => vendor.withoutEffect ?? {}));

/** The options of the public API, by the room that declares them; what a vendor takes from core is in core. */
function options(): Record<string, string[]> {
  const structs =
    read('API.md')
      .split(/^## /m)
      .find((part) => part.startsWith('Structs')) ?? '';
  const byRoom: Record<string, Set<string>> = {};
  for (const [, room = 'core', name] of structs.matchAll(
    /^##### `(?:\w+)`.*id="cdk-vendor-access(?:\.([a-z]\w*))?\.\w+\.property\.(\w+)"/gm,
  )) {
    byRoom[room] ??= new Set();
    byRoom[room].add(name);
  }
  const { core, ...vendors } = byRoom;
  const own = Object.entries(vendors).map(([vendor, names]) => [vendor, [...names].filter((name) => !core.has(name))]);
  return { core: [...core], ...Object.fromEntries(own) };
}

/** The programs whose stacks `npm run e2e` deploys. */
function deployed(room: string): string {
  const vendors = room === 'core' ? Object.keys(CASES) : [room];
  return [
    ...vendors.map((vendor) => read('test', vendor, 'cases.ts')),
    ...vendors.flatMap((vendor) => all('examples', vendor).map((file) => read('examples', file))),
    ...vendors.flatMap((vendor) => all(`test/${vendor}/apps`).map((file) => read('test', vendor, 'apps', file))),
    read('test/e2e/apps/states.ts'),
  ].join();
}

test.each(Object.entries(options()))('every option of %s that changes a template is in a case, which is deployed', (room, names) => {
  const text = deployed(room);
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => !(name in WITHOUT_EFFECT) && !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});
