// npm run audit: other tools on every example and case; each of their findings has a reason, or the library has a fault.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALL_CASES } from '../cases';
import { synthesized } from '../cfn-lint/templates';
import { ownResources } from '../leaves/leaves';
import { endWith } from '../tools/command';
import { step, table } from '../tools/report';
import { newStack } from '../util';
import { nag } from './nag';
import { PRODUCTS } from './products';
import { REASONS } from './reasons';
import { checkov, type Finding, guard, policyTools } from './tools';

/** With all options on, the share of what is found in a stack that is written by hand. To be lowered: 0.1 is the aim. */
const MOST = 0.21;
const KINDS = ['plain', 'standard', 'all'] as const;

/** The templates, and what cdk-nag finds while they are made. */
interface Subjects {
  readonly folder: string;
  readonly nagged: Finding[];
  /** Of cases, what the library makes; of the rest, everything. */
  readonly own: Map<string, Set<string>>;
}

async function subjects(folder: string): Promise<Subjects> {
  const examples = join(folder, 'examples');
  const all = join(folder, 'all');
  mkdirSync(examples);
  mkdirSync(all);
  for (const file of await synthesized(examples)) cpSync(file, join(all, `example-${basename(file)}`));
  const [nagged, own]: [Finding[], Subjects['own']] = [[], new Map()];
  const add = (file: string, make: (stack: Stack) => unknown, isCase: boolean): void => {
    const stack = newStack();
    make(stack);
    const { Rules, ...template } = Template.fromStack(stack).toJSON();
    writeFileSync(join(all, file), JSON.stringify(template, undefined, 1));
    if (isCase) own.set(file, new Set(ownResources(stack).map((l1) => stack.getLogicalId(l1))));
    nagged.push(...nag(file, stack));
  };
  for (const [name, make] of ALL_CASES) add(`case-${name.replace('/', '-')}.json`, make, true);
  for (const [name, product] of Object.entries(PRODUCTS))
    for (const kind of KINDS) add(`product-${name}-${kind}.json`, product[kind], false);
  return { folder: all, nagged, own };
}

const types = new Map<string, Record<string, string>>();
function typeOf(folder: string, { file, resource }: Finding): string {
  const known =
    types.get(file) ??
    Object.fromEntries(
      Object.entries<{ Type: string }>(JSON.parse(readFileSync(join(folder, file), 'utf8')).Resources ?? {}).map(([id, { Type }]) => [
        id,
        Type,
      ]),
    );
  types.set(file, known);
  return known[resource] ?? '';
}

async function main(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  try {
    const { folder: all, nagged, own } = await step('templates, and the packs of cdk-nag', () => subjects(folder));
    const found = [
      ...nagged,
      ...(await step('cfn-guard with the rules of AWS Control Tower', () => guard(all))),
      ...(await step('parliament and cloudsplaining', () => policyTools(all))),
      ...(await step('checkov', () => checkov(all))),
    ].filter(({ file, resource }) => own.get(file)?.has(resource) ?? true);
    const ours = found.filter(({ file }) => !file.includes('-plain.'));
    const reasonsOf = (one: Finding) =>
      REASONS.filter(({ finding, on }) => finding.test(`${one.tool} ${one.rule}`) && (on?.test(typeOf(all, one)) ?? true));
    const unexplained = ours.filter((one) => reasonsOf(one).length === 0);
    const distinct = (some: readonly Finding[]) => new Map(some.map((one) => [`${one.tool} ${one.rule} on ${typeOf(all, one)}`, one]));
    for (const [what, { file, resource }] of distinct(unexplained)) console.log(`no reason: ${what} (such as ${resource} in ${file})`);
    const used = new Set(ours.flatMap(reasonsOf));
    const stale = REASONS.filter((reason) => !used.has(reason));
    for (const { finding } of stale) console.log(`a reason for nothing: ${finding.source}`);
    const counts = Object.keys(PRODUCTS).map((name) =>
      KINDS.map((kind) => distinct(found.filter(({ file }) => file === `product-${name}-${kind}.json`)).size),
    );
    const sums = KINDS.map((_, index) => counts.reduce((sum, row) => sum + row[index], 0));
    const rows = [...Object.keys(PRODUCTS).map((name, index) => [name, ...counts[index].map(String)]), ['together', ...sums.map(String)]];
    console.log(`\n${table(['distinct findings', 'by hand', 'by default', 'all options'], rows)}`);
    const [byDefault, withAll] = [sums[1] / sums[0], sums[2] / sums[0]].map((share) => share.toFixed(2));
    console.log(`\nby default ${byDefault} of what is found by hand, with all options ${withAll} (at most ${MOST})`);
    console.log(
      `${ours.length} findings in ${own.size} cases, the examples and the products; ${distinct(unexplained).size} without a reason`,
    );
    return unexplained.length + stale.length === 0 && sums[2] / sums[0] <= MOST;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

endWith(main());
