// Whether what is built would break those who use what was kept: the API, the constructs' paths and logical ids, the ids of warnings.
//
//   npm run compat                      also whether the next version says what has changed since the last release
//   npm run compat:keep                 keeps what is new
//   npm run compat:keep -- --breaking   keeps what breaks users, too: a major version
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nextRelease } from '../../projenrc/changelog';
import { CASES } from '../cases';
import { claimWork, ROOT } from '../languages/commands';
import { explained } from '../tools/explained-error';
import { table } from '../tools/report';
import { type Assembly, compareApis, currentApi } from './api';
import { compareIdentities, type Identities, identitiesOf } from './constructs';
import { compareFacts, type Facts, type Findings } from './findings';
import { lastRelease, released, versionProblem } from './release';

const KEPT = join(__dirname, 'kept');

interface Area {
  readonly name: string;
  readonly now: unknown;
  compare(kept: unknown): Findings | Promise<Findings>;
}

async function areas(): Promise<Area[]> {
  const api = await currentApi();
  const warnings = warningIds();
  return [
    { name: 'api', now: api, compare: (kept) => compareApis(kept as Assembly, api) },
    { name: 'warnings', now: warnings, compare: (kept) => compareFacts(kept as Facts, warnings, (name) => name) },
    ...Object.keys(CASES).map((vendor) => {
      const now = identitiesOf(vendor);
      return { name: vendor, now, compare: (kept: unknown) => compareIdentities(vendor, kept as Identities, now) };
    }),
  ];
}

/** Users acknowledge warnings by their ids. */
function warningIds(): Facts {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const ids = sources.flatMap((file) => readFileSync(join(ROOT, 'src', file), 'utf8').match(/cdk-vendor-access:\w+\.\w+/g) ?? []);
  return Object.fromEntries([...new Set(ids)].sort().map((id) => [id, 'a warning']));
}

async function findings({ compare, name }: Area, kept: string | undefined): Promise<Findings> {
  return kept === undefined ? { breaking: [], added: [`${name}: nothing of it is kept yet`] } : compare(JSON.parse(kept));
}

async function main(args: string[]): Promise<number> {
  const [keep, breaking] = [args.includes('--keep'), args.includes('--breaking')];
  claimWork();
  const rows: string[][] = [];
  const texts: string[] = [];
  let failures = 0;
  const tag = keep ? undefined : lastRelease();
  const since: { breaking: string[]; added: string[] } = { breaking: [], added: [] };
  for (const area of await areas()) {
    const { name, now } = area;
    const file = join(KEPT, `${name}.json`);
    const found = await findings(area, existsSync(file) ? readFileSync(file, 'utf8') : undefined);
    if (tag) {
      const { breaking: gone, added } = await findings(area, released(tag, relative(ROOT, file)));
      since.breaking.push(...gone);
      since.added.push(...added);
    }
    const keeps = keep && (breaking || found.breaking.length === 0);
    if (keeps) {
      writeFileSync(file, `${JSON.stringify(now, undefined, 1)}\n`);
    } else {
      texts.push(...found.breaking.map((text) => `BREAKING  ${text}`), ...found.added.map((text) => `not kept  ${text}`));
      failures += found.breaking.length + found.added.length > 0 ? 1 : 0;
    }
    rows.push([name, String(found.breaking.length), String(found.added.length), keeps ? 'kept' : '']);
  }
  if (tag) {
    const problem = versionProblem(nextRelease().version, tag, since);
    texts.push(...(problem ? [`VERSION   ${problem}`] : []));
    failures += problem ? 1 : 0;
    rows.push([`since ${tag}`, String(since.breaking.length), String(since.added.length), '']);
  }
  console.log(`\n${table(['', 'breaking', 'new or changed', ''], rows)}\n\n${texts.join('\n')}`);
  if (failures > 0) {
    console.log(
      '\nWhat is new: npm run compat:keep. What breaks users is a major version (CONTRIBUTING.md): npm run compat:keep -- --breaking',
    );
  }
  console.log(`\n${rows.length - failures} passed, ${failures} failed`);
  return failures;
}

main(process.argv.slice(2)).then(
  (failures) => {
    process.exitCode = failures > 0 ? 1 : 0;
  },
  (error: Error) => {
    console.log(explained(error));
    process.exitCode = 1;
  },
);
