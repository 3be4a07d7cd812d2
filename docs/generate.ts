// Writes what follows from the folders of the vendors (npm run docs): docs/permissions/<vendor>.md and .json, docs/templates, their names in
// docs/warnings.md and in what snippets import, and the pictures and figures of README.md. A test fails if a file is not what this makes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BucketRule, LifecycleChoice, LifecycleChoices } from '../src/core/private/model/bucket-profile';
import { DENIALS, type Denial } from '../src/core/private/model/denials';
import type { Deviation, PermissionSet, Source } from '../src/core/private/model/permission-set';
import type { Product } from '../src/core/private/model/product';
import { TEST_NETWORK_OF_CODE, TEST_PERMISSIONS } from '../src/core/private/model/test-permissions';
import { withRulesOfAll } from '../src/core/private/synth/bucket-rules';
import { type Erratum, errata } from '../test/errata/errata';
import { NAMES } from '../test/found';
import { ROOMS } from '../test/mutation/code/rooms';
import { keptOfCode, LEAST as LEAST_OF_CODE, totalOfCode } from '../test/mutation/code/score';
import { kept, LEAST, total } from '../test/mutation/score';
import { LEGEND, lifecycleOf, productsOf, VENDORS, type Vendor } from '../test/vendors';
import { applying, applyingRows } from './applies';
import { type Badge, scoreAlt, scorePicture } from './badge';
import { launchFiles } from './launch/files';
import { anchorOf, table } from './markdown';
import { ACCESS_ALT, accessPicture, reachAlt, reachPicture, THEMES, type Theme } from './pictures';
import { PROMISES, REACH } from './promises';
import { RELATIONS, type Relation } from './relations';

const link = (source: Source) => `[${source.title}](${source.url}), ${source.date}`;

/** The sources of a page, each once, by number, and the anchors of its statements. */
class Sources {
  private readonly all: string[] = [];
  private readonly anchors = new Set<string>();

  public cite(source: Source): string {
    const text = link(source);
    if (!this.all.includes(text)) {
      this.all.push(text);
    }
    return `[${this.all.indexOf(text) + 1}](#sources)`;
  }

  /** What links to a statement leads to its first row. */
  public anchor(sid: string): string {
    const isNew = !this.anchors.has(sid);
    this.anchors.add(sid);
    return isNew ? `<a id="${sid.toLowerCase()}"></a>` : '';
  }

  public list(): string {
    return this.all.map((text, index) => `${index + 1}. ${text}`).join('\n');
  }
}
const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join('<br>');

/** Where the guide of a vendor says what a thief can do with a statement: its rows link to the statement. */
function theftsIn(name: string): (sid: string) => string {
  const file = `src/${name}/README.md`;
  const links = new Map<string, string[]>();
  let heading = '';
  for (const line of readFileSync(join(ROOT, file), 'utf8').split('\n')) {
    heading = /^#+ (.*)/.exec(line)?.[1] ?? heading;
    for (const [, sid] of line.startsWith('|') ? line.split(' | ')[0].matchAll(/permissions\/\w+\.md#(\w+)\)/g) : []) {
      const what = line.slice(2).split(/ \(\[| \| /)[0];
      links.set(sid, [...(links.get(sid) ?? []), `[${what}](../../${file}#${anchorOf(heading)})`]);
    }
  }
  return (sid) => links.get(sid.toLowerCase())?.join('; ') ?? '';
}

function thiefAnchor(name: string): string {
  const [, heading = ''] = /^## (What a thief .*)$/m.exec(readFileSync(join(ROOT, `src/${name}/README.md`), 'utf8')) ?? [];
  return anchorOf(heading);
}

function permissions(set: PermissionSet, sources: Sources, theftsBy: (sid: string) => string): string {
  const rows = set.groups.map(({ sid, on, actions, conditions, why, evidence, source }) => [
    `${sources.anchor(sid)}\`${sid}\``,
    code(actions),
    conditions ? `${on}, if \`${JSON.stringify(conditions)}\`` : on,
    theftsBy(sid) ? `${why}<br>A thief: ${theftsBy(sid)}` : why,
    `${evidence} ${sources.cite(source)}`,
  ]);
  return table(['statement', 'actions', 'on', 'why', 'source'], rows);
}

function deviations(all: readonly Deviation[], sources: Sources): string {
  const rows = all.map(({ kind, actions, reason, source }) => [kind, code(actions), reason, sources.cite(source)]);
  return table(['kind', 'actions', 'reason', 'source'], rows);
}

function denials(all: readonly Denial[], cited: Sources): string {
  const rows = all.map(({ actions, conditions, notActions = [], on, sid, sources, why }) => [
    `\`${sid}\``,
    actions ? code(actions) : `all but ${code(notActions)}`,
    `${on}, if \`${JSON.stringify(conditions)}\``,
    why,
    sources.map((source) => cited.cite(source)).join(', '),
  ]);
  return table(['statement', 'denied', 'on', 'why', 'source'], rows);
}

/** What the function of a connection test may do, with the denial of what only AWS Lambda needs. */
function testPermissions(sources: Sources): string {
  const rows = [...TEST_PERMISSIONS, TEST_NETWORK_OF_CODE].map(({ actions, on, sid, source, why }) => [
    `\`${sid}\``,
    code(actions),
    on,
    why,
    sources.cite(source),
  ]);
  return table(['statement', 'actions', 'on', 'why', 'source'], rows);
}

function rules(all: readonly BucketRule[], sources: Sources): string {
  const rows = all.map(({ severity, id, allowed, why, source }) => [severity, `\`${id}\``, allowed, `${why} ${sources.cite(source)}`]);
  return table(['', 'id', 'allowed', 'why'], rows);
}

function lifecycle(choices: LifecycleChoices, sources: Sources): string {
  const rows = Object.entries<LifecycleChoice>({ ...choices }).map(([option, { allowed, source, why }]) => [
    `\`${option}\``,
    allowed ? 'possible' : 'an error',
    `${why} ${sources.cite(source)}`,
  ]);
  return table(['option', '', 'why'], rows);
}

function access(products: readonly Product[], sources: Sources): string {
  const rows = products.map(({ name, access: { kinds, source } }) => [name, code(kinds), sources.cite(source)]);
  return table(['product', '`VendorAccess.…`', 'source'], rows);
}

/** The page of a vendor: every permission with its reason and source. */
export function markdown(name: string, vendor: Vendor, products: readonly Product[], choices: LifecycleChoices): string {
  const { title, sets, bucketRules, legend } = vendor;
  const [sources, thefts] = [new Sources(), theftsIn(name)];
  const kinds = new Set(sets.flatMap((set) => set.groups.map((group) => group.on)));
  const meant = Object.entries({ ...LEGEND, ...legend }).filter(([kind]) => kinds.has(kind));
  const sections = sets.map(
    (set) =>
      `## ${set.id}\n\n${set.summary}\n\n${set.groups.length > 0 ? `${permissions(set, sources, thefts)}\n\n` : ''}${set.deviations.length > 0 ? `Deviations from the page ${sources.cite(set.source)}:\n\n${deviations(set.deviations, sources)}` : `As on the page ${sources.cite(set.source)}.`}\n`,
  );
  return [
    '<!-- Generated from the permission sets by npm run docs; edit those. -->',
    `# Permissions: ${title}`,
    '',
    `What the product may do, why, and where it is written. Everything else is denied; the tests prove both on the synthesized template. [What a thief can do](../../src/${name}/README.md#${thiefAnchor(name)}) is in the guide; each statement that a thief can use links to it.`,
    '',
    '## Which sets apply',
    '',
    'The statements of the sets are in the policies of the construct. `explain` says it of your app ([questions of a review](../review.md)).',
    '',
    table(['construct', 'options', 'sets'], applyingRows(applying(name, vendor))),
    '',
    '## What the tables say',
    '',
    table(['on', 'stands for'], meant),
    '',
    ...sections,
    '## Access',
    '',
    'The kinds of access that each product takes; another kind is an error.',
    '',
    access(products, sources),
    '',
    '## Denied',
    '',
    'These statements deny, whatever else allows: `DenySessionTokens` of every user, unless `allowSessionTokens` is set; `DenyOtherNetworks` with `onlyFrom`. Of each, the first is for principals that the library creates, the second for existing ones.',
    '',
    denials(DENIALS, sources),
    '',
    '## Connection test',
    '',
    'Only with `connectionTest`: the role of the function that tests the access at deployment. It can write no log. `ConnectionTestDeny…` denies.',
    '',
    testPermissions(sources),
    '',
    '## Bucket',
    '',
    'What is checked on the bucket that will really be deployed. An `error` stops the synthesis; a `warning` can be acknowledged by its id.',
    '',
    rules(withRulesOfAll(bucketRules), sources),
    '',
    'Lifecycle rules of a new bucket:',
    '',
    lifecycle(choices, sources),
    '',
    '## Sources',
    '',
    'Each with the day it was last changed, or read if it shows none.',
    '',
    sources.list(),
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

const IMAGES = 'docs/images';

/** For each picture of README.md, its text for those who do not see it, and its content in a theme. */
const PICTURES: Record<string, { readonly alt: string; readonly draw: (theme: Theme) => string }> = {
  access: { alt: ACCESS_ALT, draw: accessPicture },
  reach: { alt: reachAlt(REACH), draw: (theme) => reachPicture(theme, REACH) },
};

const picture = (name: string): string => `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="${IMAGES}/${name}-dark.svg">
  <img alt="${PICTURES[name].alt}" src="${IMAGES}/${name}-light.svg">
</picture>`;

const promises = (): string =>
  table(
    ['promise', 'shown by', 'figure'],
    PROMISES.map(({ commands, figure, what }) => [what, code(commands), figure]),
  );

const CODE = keptOfCode();
/** From test/mutation/score.json and test/mutation/code/score.json, by the name of the picture. That of the code, once all rooms were tried. */
const BADGES: Readonly<Record<string, Badge>> = {
  mutation: { label: 'mutation score', of: 'statements and their data', score: total(kept()), least: LEAST },
  ...(Object.keys(ROOMS).every((room) => CODE[room]) && {
    'mutation-code': { label: 'mutation score, code', of: 'the code', score: totalOfCode(CODE), least: LEAST_OF_CODE },
  }),
};
const badges = (): string =>
  Object.entries(BADGES)
    .map(([name, badge]) => `<img alt="${scoreAlt(badge)}" src="${IMAGES}/${name}.svg">`)
    .join('\n');

/** README.md with what is generated of it, between two comments. */
function readme(): string {
  const parts: Record<string, string> = { access: picture('access'), reach: picture('reach'), promises: promises(), mutation: badges() };
  return Object.entries(parts).reduce(
    (page, [name, part]) =>
      page.replace(new RegExp(`(<!-- ${name}[^>]*-->\n)[\\s\\S]*?(<!-- /${name} -->)`), (_, begin, end) => `${begin}${part}\n${end}`),
    readFileSync(join(ROOT, 'README.md'), 'utf8'),
  );
}

/** Every file that is made, relative to the repository, with what has to stand in it. */
export async function generated(): Promise<Record<string, string>> {
  const pages = Object.entries(VENDORS).flatMap(([name, vendor]) => [
    [`docs/permissions/${name}.md`, markdown(name, vendor, productsOf(name), lifecycleOf(name))],
    [`docs/permissions/${name}.json`, json(vendor, productsOf(name))],
  ]);
  const links = Object.entries(VENDORS).map(([name, { title }]) => `[${title}](permissions/${name}.md#bucket)`);
  return {
    ...Object.fromEntries(pages),
    ...launchFiles(),
    'docs/errata.md': errors(await errata()),
    ...Object.fromEntries(
      Object.entries(PICTURES).flatMap(([name, { draw }]) => THEMES.map((theme) => [`${IMAGES}/${name}-${theme.name}.svg`, draw(theme)])),
    ),
    ...Object.fromEntries(Object.entries(BADGES).map(([name, badge]) => [`${IMAGES}/${name}.svg`, scorePicture(badge)])),
    'README.md': readme(),
    'docs/relations.md': relations(RELATIONS),
    'docs/warnings.md': withLine('docs/warnings.md', WARNINGS, `${WARNINGS}: ${links.join(', ')}.`),
    'rosetta/default.ts-fixture': withLine('rosetta/default.ts-fixture', SNIPPETS, `${imports} ${SNIPPETS}`),
  };
}

async function main(): Promise<void> {
  for (const [file, text] of Object.entries(await generated())) {
    mkdirSync(dirname(join(ROOT, file)), { recursive: true });
    writeFileSync(join(ROOT, file), text);
  }
}

if (require.main === module) {
  void main();
}
