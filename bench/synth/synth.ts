// What the checks cost: the CPU of whole processes that synthesize products, against the same resources written by hand.
import { join } from 'node:path';
import { ROOT, run } from '../../test/languages/commands';
import { compiledPackage } from '../../test/languages/distribution';
import { step, table } from '../../test/tools/report';
import { inTurn, median, times } from '../rounds';

const APP = join(__dirname, 'app.cjs');
const NEWEST = join(ROOT, 'test', 'newest');
const WHAT = ['by-hand', 'ours', 'unchecked', 'rendered'] as const;

interface Cost {
  readonly count: number;
  /** Milliseconds of CPU, median. */
  readonly cpu: Record<string, number>;
  /** Against what is written by hand, run by run. */
  readonly ratio: Record<string, number>;
}

export interface SynthSize {
  readonly counts: readonly number[];
  readonly runs: number;
}

export async function synthCost({ counts, runs }: SynthSize): Promise<string> {
  const library = await compiledPackage();
  await step('install the newest aws-cdk-lib', () => run('npm ci', ['npm', 'ci', '--prefix', NEWEST, '--no-audit', '--no-fund']));
  const parts: string[] = [];
  for (const [version, cdk] of Object.entries({ oldest: ROOT, newest: NEWEST })) {
    await checkSameResources(library, cdk);
    const costs = await inTurn(counts, (count) =>
      step(`${count} products on the ${version} aws-cdk-lib`, () => costOf(library, cdk, count, runs)),
    );
    const growth = counts.length > 1 ? growthOf(costs, median(await times(runs, () => cpuOf(library, cdk, 'by-hand', 0)))) : '';
    const { version: exact } = require(join(cdk, 'node_modules', 'aws-cdk-lib', 'package.json'));
    parts.push(`aws-cdk-lib ${exact} (the ${version})\n${tableOf(costs)}\n${growth}`);
  }
  return `${parts.join('\n\n')}\n\nCPU of whole processes, medians of ${runs}; ratios are medians of ratios in one round, Node.js ${process.version}`;
}

/** All variants in turn, so that they see the same noise. */
async function costOf(library: string, cdk: string, count: number, runs: number): Promise<Cost> {
  const rounds = await times(runs, async () => {
    const round: Record<string, number> = {};
    for (const what of WHAT) {
      round[what] = await cpuOf(library, cdk, what, count);
    }
    return round;
  });
  const of = (value: (round: Record<string, number>, what: string) => number) =>
    Object.fromEntries(WHAT.map((what) => [what, median(rounds.map((round) => value(round, what)))]));
  return { count, cpu: of((round, what) => round[what]), ratio: of((round, what) => round[what] / round['by-hand']) };
}

function tableOf(costs: readonly Cost[]): string {
  const titles: Record<string, string> = {
    'by-hand': 'by hand',
    ours: 'with all checks',
    unchecked: 'without checks of the final app',
    rendered: 'without, but rendered once',
  };
  const rows = costs.map(({ count, cpu, ratio }) => [
    `${count} products`,
    ...WHAT.map((what) => (what === 'by-hand' ? `${Math.round(cpu[what])} ms` : `${ratio[what].toFixed(2)} (${Math.round(cpu[what])} ms)`)),
  ]);
  return table(['', ...WHAT.map((what) => titles[what])], rows);
}

/** From the smallest to the largest number: 1 is linear. */
function growthOf(costs: readonly Cost[], empty: number): string {
  const [first, last] = [costs[0], costs[costs.length - 1]];
  const exponent = (what: string) => Math.log((last.cpu[what] - empty) / (first.cpu[what] - empty)) / Math.log(last.count / first.count);
  return `exponent of growth: ${exponent('ours').toFixed(2)} with all checks, ${exponent('by-hand').toFixed(2)} by hand`;
}

const call = (library: string, cdk: string, what: string, count: number, ...more: string[]) =>
  run(what, ['node', APP, library, cdk, what, String(count), ...more], { validates: true });

const cpuOf = async (library: string, cdk: string, what: string, count: number) => Number(await call(library, cdk, what, count));

/** What is compared creates the same resources. */
async function checkSameResources(library: string, cdk: string): Promise<void> {
  const [ours, theirs] = await Promise.all(
    ['ours', 'by-hand'].map(async (what) => {
      const resources: object[] = JSON.parse(await call(library, cdk, what, 3, '--resources'));
      return JSON.stringify(resources.map((one) => JSON.stringify(one).replace(/"Product\w+"/g, '"…"')).sort(), null, 1);
    }),
  );
  if (ours !== theirs) {
    throw new Error(`bench/synth/by-hand.cjs creates other resources than the constructs:\n${ours}\n${theirs}`);
  }
}
