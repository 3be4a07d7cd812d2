// What README.md promises, each with the command that shows it and a figure that the build fills in (npm run docs).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { found } from '../test/found';
import { PARTITION } from '../test/matrix/partitions';
import { PRODUCTS } from '../test/reach/rows';
import { VENDORS } from '../test/vendors';
import type { ReachRow } from './pictures';

/** The first edition of each product, the widest gap first. A test compares the figures with what is measured. */
export const REACH: readonly ReachRow[] = PRODUCTS.filter((row) => row === PRODUCTS.find(({ product }) => product === row.product))
  .map(({ bar, edition, page, product }) => ({ product, edition, documented: page.allowed, ours: bar }))
  .sort((one, other) => one.ours / one.documented - other.ours / other.documented);

interface Promised {
  readonly what: string;
  readonly commands: readonly string[];
  readonly figure: string;
}

const number = (value: number) => value.toLocaleString('en-US');
const ROOT = join(__dirname, '..');
const files = (folder: string, ending: string) => readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(ending)).length;

const SETS = Object.values(VENDORS).flatMap(({ sets }) => sets);
const GROUPS = new Set(SETS.flatMap(({ groups }) => groups));
const PAGES = new Set(SETS.flatMap((set) => [set.source, ...set.groups.map(({ source }) => source)].map(({ url }) => url)));
const DEVIATIONS = SETS.flatMap(({ deviations }) => deviations);
const CASES = Object.values(found<object>('cases', 'CASES')).flatMap(Object.keys);
const WARNINGS = readFileSync(join(ROOT, 'docs', 'warnings.md'), 'utf8').match(/^\| `/gm) ?? [];

export const PROMISES: readonly Promised[] = [
  {
    what: '**Every permission has a reason, a source and a date**, as data and on a [page](docs/permissions). Where we differ from the vendor, the page says why',
    commands: ['npx cdk-vendor-access explain cdk.out'],
    figure: `${GROUPS.size} statements from ${PAGES.size} pages, ${DEVIATIONS.length} deviations with their reason`,
  },
  {
    what: '**Least privilege, proven** on the synthesized template of every option: every documented operation is allowed, and what a thief of the key would try is denied',
    commands: ['npm test'],
    figure: `${CASES.length} options, each in ${Object.keys(PARTITION).length} partitions of AWS`,
  },
  {
    what: "**Narrower than the vendor's own policy**, counted over a fixed set of requests (picture below)",
    commands: ['npm run reach'],
    figure: REACH.filter(({ documented, ours }) => ours < documented)
      .slice(0, 3)
      .map(({ documented, ours, product }) => `${product}: ${number(documented)} → ${number(ours)}`)
      .join('<br>'),
  },
  {
    what: '**Deployed for real**: every example is deployed with the CDK CLI, used as the vendor would, attacked as a thief would, rotated, broken and destroyed. With `-- --target aws`, in your own account',
    commands: ['npm run demo', 'npm run e2e'],
    figure: `${files('examples', '.ts')} examples and every option`,
  },
  {
    what: '**Mistakes fail at synth**: one error lists what you passed, what is allowed and what to do. What the library promises must survive aspects, mixins, overrides and grants',
    commands: ['npm test', 'npm run leaves'],
    figure: `errors, and ${WARNINGS.length} [warnings](docs/warnings.md)`,
  },
  {
    what: '**Secure buckets**: no public access, TLS 1.2, encryption, no uploads with a key that only the uploader has (SSE-C), kept when the stack is deleted. Nothing is created that you did not ask for',
    commands: ['npx cdk-vendor-access explain cdk.out'],
    figure: 'section *Buckets*',
  },
  {
    what: '**Made for cdk-nag**: every acknowledged finding states its reason. AwsSolutions reports only what is your choice',
    commands: ['npm test'],
    figure: 'access logs (`serverAccessLogsBucket`), flow logs (`flowLogs`)',
  },
  {
    what: '**The same templates** in TypeScript, Python, Java and Go',
    commands: ['npm run test:languages'],
    figure: '4 languages, with the oldest and the newest CDK',
  },
  {
    what: '**No dependencies** except `aws-cdk-lib` and `constructs`',
    commands: ['npm test'],
    figure: `${Object.keys((JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies?: object }).dependencies ?? {}).length} dependencies`,
  },
];
