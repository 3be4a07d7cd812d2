import { table } from '../tools/report';
import { KINDS, type Kind, PRODUCTS } from './products';
import { isFor, REASONS, type Reason } from './reasons';
import { acknowledged, distinct, fileOf, typeOf } from './subjects';
import type { Finding } from './tools';

// How much is found in the stacks of the products: by hand, by default, with all options. A finding in which a tool is wrong counts nowhere.

/** With all options on, of what is found in stacks that are written by hand. */
const MOST = 0.1;
/** Since April 2023, S3 blocks public access to each new bucket: these findings by hand ask the template to say so. */
const SAID_BY_S3 = /S3BucketPublic(Read|Write)Prohibited$|s3_bucket_level_public_access_prohibited|CKV_AWS_5[3-6]$/;
const HEAD = ['', 'by hand', 'by default', 'all options'];

type Counts = Readonly<Record<Kind, number>>;
type Isolated = Finding & { readonly product: string; readonly kind: Kind; readonly type: string };

/** Prints the shares; false if too much is left. */
export function printShares(folder: string, found: readonly Finding[]): boolean {
  const isWrong = ofReasons((reason) => 'wrong' in reason);
  const every = isolated(folder, found);
  const [wrong, counted] = [every.filter(isWrong), every.filter((one) => !isWrong(one))];
  const sums = countsOf(counted);
  const rows = (names: readonly string[], of: (one: Isolated) => string) =>
    names.map((name) => cells(name, countsOf(counted.filter((one) => of(one) === name))));
  const tools = [...new Set(counted.map(toolOf))].sort();
  console.log(`\n${table(HEAD, [...rows(Object.keys(PRODUCTS), ({ product }) => product), cells('together', sums)])}`);
  console.log(`\n${table(HEAD, rows(tools, toolOf))}`);
  console.log(`\n${table(['left with all options', 'because', ''], reasonRows(counted.filter(({ kind }) => kind === 'all')))}`);
  const notCounted = [
    cells('the tool is wrong', countsOf(wrong)),
    cells('acknowledged for cdk-nag in the template', acknowledgements(folder)),
  ];
  console.log(`\n${table(['not counted', ...HEAD.slice(1)], notCounted)}`);
  const saidByS3 = counted.filter(({ kind, rule }) => kind === 'plain' && SAID_BY_S3.test(rule)).length;
  const share = (of: number, all = sums.plain) => (of / all).toFixed(2);
  console.log(`\nby default ${share(sums.standard)} of what is found by hand, with all options ${share(sums.all)} (at most ${MOST})`);
  console.log(
    `without the ${saidByS3} findings by hand that ask for what S3 does to each new bucket: ${share(sums.all, sums.plain - saidByS3)}`,
  );
  return sums.all / sums.plain <= MOST;
}

/** Each product by itself, each distinct finding once. */
const isolated = (folder: string, found: readonly Finding[]): Isolated[] =>
  Object.keys(PRODUCTS).flatMap((product) =>
    KINDS.flatMap((kind) => {
      const here = found.filter(({ file }) => file === fileOf(product, kind));
      return [...distinct(folder, here).values()].map((one) => ({ ...one, product, kind, type: typeOf(folder, one) }));
    }),
  );

const ofReasons =
  (which: (reason: Reason) => boolean) =>
  (one: Isolated): boolean =>
    REASONS.some((reason) => which(reason) && isFor(reason, one, one.type));

/** The packs of cdk-nag are tools of their own. */
const toolOf = ({ rule, tool }: Isolated): string => (tool === 'cdk-nag' ? `cdk-nag ${rule.slice(0, rule.lastIndexOf('-'))}` : tool);

const byKind = (count: (kind: Kind) => number): Counts => Object.fromEntries(KINDS.map((kind) => [kind, count(kind)])) as Counts;

const countsOf = (some: readonly Isolated[]): Counts => byKind((kind) => some.filter((one) => one.kind === kind).length);

const cells = (name: string, counts: Counts): string[] => [name, ...KINDS.map((kind) => String(counts[kind]))];

function reasonRows(left: readonly Isolated[]): string[][] {
  const rows = REASONS.map((reason): [number, string, string] => {
    const count = left.filter(ofReasons((one) => one === reason)).length;
    const [kind, text] =
      'forced' in reason ? ['forced', reason.forced] : 'option' in reason ? [`option: ${reason.option}`, reason.why] : ['', ''];
    return [count, kind, text];
  });
  return rows
    .filter(([count]) => count > 0)
    .sort(([a], [b]) => b - a)
    .map(([count, kind, text]) => [String(count), kind, text]);
}

const acknowledgements = (folder: string): Counts =>
  byKind((kind) => Object.keys(PRODUCTS).reduce((sum, name) => sum + acknowledged(folder, fileOf(name, kind)).length, 0));
