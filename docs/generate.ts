// Writes what follows from the folders of the vendors (npm run docs): docs/permissions/<vendor>.md and .json, and their names in
// docs/warnings.md and in what snippets import. A test fails if a file is not what this makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BucketRule, LifecycleChoice, LifecycleChoices } from '../src/core/private/model/bucket-profile';
import { DENIALS, type Denial } from '../src/core/private/model/denials';
import type { Deviation, PermissionSet, Source } from '../src/core/private/model/permission-set';
import type { Product } from '../src/core/private/model/product';
import { TEST_NETWORK_OF_CODE, TEST_PERMISSIONS } from '../src/core/private/model/test-permissions';
import { withRulesOfAll } from '../src/core/private/synth/bucket-rules';
import { type Erratum, errata } from '../test/errata/errata';
import { NAMES } from '../test/found';
import { LEGEND, lifecycleOf, productsOf, VENDORS, type Vendor } from '../test/vendors';
import { RELATIONS, type Relation } from './relations';

const link = (source: Source) => `[${source.title}](${source.url}), ${source.date}`;
const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join('<br>');
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`).join('\n');

function permissions(set: PermissionSet): string {
  const rows = set.groups.map(({ sid, on, actions, conditions, why, evidence, source }) => [
    `\`${sid}\``,
    code(actions),
    conditions ? `${on}, if \`${JSON.stringify(conditions)}\`` : on,
    why,
    `${evidence}: ${link(source)}`,
  ]);
  return table(['statement', 'actions', 'on', 'why', 'source'], rows);
}

function deviations(all: readonly Deviation[]): string {
  const rows = all.map(({ kind, actions, reason, source }) => [kind, code(actions), reason, link(source)]);
  return table(['kind', 'actions', 'reason', 'source'], rows);
}

function denials(all: readonly Denial[]): string {
  const rows = all.map(({ actions, conditions, notActions = [], on, sid, sources, why }) => [
    `\`${sid}\``,
    actions ? code(actions) : `all but ${code(notActions)}`,
    `${on}, if \`${JSON.stringify(conditions)}\``,
    why,
    sources.map(link).join('<br>'),
  ]);
  return table(['statement', 'denied', 'on', 'why', 'source'], rows);
}

/** What the function of a connection test may do, with the denial of what only AWS Lambda needs. */
function testPermissions(): string {
  const rows = [...TEST_PERMISSIONS, TEST_NETWORK_OF_CODE].map(({ actions, on, sid, source, why }) => [
    `\`${sid}\``,
    code(actions),
    on,
    why,
    link(source),
  ]);
  return table(['statement', 'actions', 'on', 'why', 'source'], rows);
}

function rules(all: readonly BucketRule[]): string {
  const rows = all.map(({ severity, id, allowed, why, source }) => [severity, `\`${id}\``, allowed, `${why} ${link(source)}`]);
  return table(['', 'id', 'allowed', 'why'], rows);
}

function lifecycle(choices: LifecycleChoices): string {
  const rows = Object.entries<LifecycleChoice>({ ...choices }).map(([option, { allowed, source, why }]) => [
    `\`${option}\``,
    allowed ? 'possible' : 'an error',
    `${why} ${link(source)}`,
  ]);
  return table(['option', '', 'why'], rows);
}

function access(products: readonly Product[]): string {
  const rows = products.map(({ name, access: { kinds, source } }) => [name, code(kinds), link(source)]);
  return table(['product', '`VendorAccess.…`', 'source'], rows);
}

/** The page of a vendor: every permission with its reason and source. */
export function markdown({ title, sets, bucketRules, legend }: Vendor, products: readonly Product[], choices: LifecycleChoices): string {
  const kinds = new Set(sets.flatMap((set) => set.groups.map((group) => group.on)));
  const meant = Object.entries({ ...LEGEND, ...legend }).filter(([kind]) => kinds.has(kind));
  const sections = sets.map(
    (set) =>
      `## ${set.id}\n\n${set.summary}\n\n${set.groups.length > 0 ? `${permissions(set)}\n\n` : ''}${set.deviations.length > 0 ? `Deviations from the page (${link(set.source)}):\n\n${deviations(set.deviations)}` : `As on the page (${link(set.source)}).`}\n`,
  );
  return [
    '<!-- Generated from the permission sets by npm run docs; edit those. -->',
    `# Permissions: ${title}`,
    '',
    'What the product may do, why, and where it is written. Everything else is denied; the tests prove both on the synthesized template.',
    '',
    table(['on', 'stands for'], meant),
    '',
    ...sections,
    '## Access',
    '',
    'The kinds of access that each product takes; another kind is an error.',
    '',
    access(products),
    '',
    '## Denied',
    '',
    'These statements deny, whatever else allows: `DenySessionTokens` of every user, unless `allowSessionTokens` is set; `DenyOtherNetworks` with `onlyFrom`. Of each, the first is for principals that the library creates, the second for existing users.',
    '',
    denials(DENIALS),
    '',
    '## Connection test',
    '',
    'Only with `connectionTest`: the role of the function that tests the access at deployment. It can write no log. `ConnectionTestDeny…` denies.',
    '',
    testPermissions(),
    '',
    '## Bucket',
    '',
    'What is checked on the bucket that will really be deployed. An `error` stops the synthesis; a `warning` can be acknowledged by its id.',
    '',
    rules(withRulesOfAll(bucketRules)),
    '',
    'Lifecycle rules of a new bucket:',
    '',
    lifecycle(choices),
    '',
  ].join('\n');
}

/** The same for programs. */
export function json({ sets }: Vendor, products: readonly Product[]): string {
  const connectionTest = [...TEST_PERMISSIONS, TEST_NETWORK_OF_CODE];
  return `${JSON.stringify({ sets, denials: DENIALS, connectionTest, products }, undefined, 2)}\n`;
}

/** What is compared with what, in the whole app. */
function relations(all: readonly Relation[]): string {
  const rows = all.map(({ between, compared, says = [], source, test, verdict, why }) => [
    between,
    compared,
    verdict === 'warning' ? code(says) : verdict,
    why,
    source ? `[AWS](https://docs.aws.amazon.com/${source[0]}), ${source[1]}` : '',
    test ? code([`test/${test[0]}`]) : '',
  ]);
  return [
    '<!-- Generated from docs/relations.ts by npm run docs; edit that. -->',
    '# What has to fit together',
    '',
    'Two things can each be right and not fit together. These relations are known while the app is synthesized. A relation is an `error` if the deployment or the product is sure to fail, and a warning (its id) if the app may be meant as it is. It is `silent` if it is looked at and right, and `left out` if it is not looked at.',
    '',
    table(['between', 'compared', 'says', 'why', 'source', 'test'], rows),
    '',
  ].join('\n');
}

/** Whether a set of the vendor says what it does about these actions. */
function answerTo({ actions, vendor }: Erratum): string {
  const all = VENDORS[vendor].sets
    .flatMap((set) => set.deviations)
    .filter((deviation) => deviation.actions.some((one) => actions.includes(one)));
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  return kinds.length > 0 ? `[${kinds.join(', ')}](permissions/${vendor}.md)` : '';
}

/** What the vendors' pages get wrong. */
function errors(all: readonly Erratum[]): string {
  const rows = all.map((one) => [
    [link(one.page.source), one.page.part].filter(Boolean).join('; '),
    one.kind,
    code(one.actions),
    one.what,
    link(one.proof),
    answerTo(one),
  ]);
  return [
    '<!-- Generated from the transcribed pages by npm run docs; edit those. -->',
    '# Errata',
    '',
    "What the vendors' pages get wrong, in their policies and lists of permissions. Each line is found by a rule (`test/errata/errata.ts`) in the transcription of the page (`test/<vendor>/documented`), and shown by what is beside it. The date is that of the page; where it shows none, that of the day when it was read. The last column says how the permissions of the library deviate there.",
    '',
    '- *no such action*: grants nothing',
    '- *no effect*: the action does nothing on one of the resources beside it',
    '- *no resource*: the action stands on a resource, but takes none of that kind',
    '- *missing*: the action fails, or finds nothing, without another one that the page lacks',
    '- *contradiction*: another list or revision of the page says otherwise, or its own title does',
    '- *more than it says*: a wildcard for a whole service',
    '- *doubled*, *empty condition*: has no effect, but shows that nobody tried the policy as it stands',
    '',
    table(['page', 'error', 'actions', 'what', 'shown by', 'library'], rows),
    '',
  ].join('\n');
}

const ROOT = join(__dirname, '..');
const WARNINGS = "Warnings about bucket settings are on each product's page";
const SNIPPETS = '// every vendor: npm run docs';
/** Not as `import { logzio } from 'cdk-vendor-access'`: jsii-rosetta would write `cdkvendoraccess.Logzio.New…` in Go, which does not compile. */
const imports = NAMES.map((name) => `import * as ${name} from 'cdk-vendor-access/lib/${name}';`).join(' ');

/** A file with another text in the line that holds this. */
function withLine(file: string, holds: string, text: string): string {
  const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
  return lines.map((line) => (line.includes(holds) ? text : line)).join('\n');
}

/** Every file that is made, relative to the repository, with what has to stand in it. */
export async function generated(): Promise<Record<string, string>> {
  const pages = Object.entries(VENDORS).flatMap(([name, vendor]) => [
    [`docs/permissions/${name}.md`, markdown(vendor, productsOf(name), lifecycleOf(name))],
    [`docs/permissions/${name}.json`, json(vendor, productsOf(name))],
  ]);
  const links = Object.entries(VENDORS).map(([name, { title }]) => `[${title}](permissions/${name}.md#bucket)`);
  return {
    ...Object.fromEntries(pages),
    'docs/errata.md': errors(await errata()),
    'docs/relations.md': relations(RELATIONS),
    'docs/warnings.md': withLine('docs/warnings.md', WARNINGS, `${WARNINGS}: ${links.join(', ')}.`),
    'rosetta/default.ts-fixture': withLine('rosetta/default.ts-fixture', SNIPPETS, `${imports} ${SNIPPETS}`),
  };
}

async function main(): Promise<void> {
  for (const [file, text] of Object.entries(await generated())) {
    writeFileSync(join(ROOT, file), text);
  }
}

if (require.main === module) {
  void main();
}
