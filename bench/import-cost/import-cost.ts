// What it costs to import the library, beside others: CPU and memory over the modules of aws-cdk-lib that it uses.
//
// Those modules are loaded first, in the same process: an app that uses S3 and IAM has loaded them anyway. Each figure is the median of
// fresh processes, which take turns, so that all libraries see the same noise.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kept, run } from '../../test/languages/commands';
import { distribution, packageKey } from '../../test/languages/distribution';
import { onlyFile } from '../../test/languages/languages/only-file';
import { installedWheel } from '../../test/languages/languages/python';
import { step, table } from '../../test/tools/report';
import { inTurn, median, times } from '../rounds';

const OURS = 'cdk-vendor-access';
const EARLIER = `${OURS}-earlier`;
/** One of the largest. */
const LARGEST = 'veeam.VeeamM365Repository';
const OTHERS = ['aws-cdk-github-oidc', '@k9securityio/k9-cdk', 'datadog-cdk-constructs-v2', 'cdk-nag', 'cdk-monitoring-constructs'];

interface Measurement {
  readonly cpu: number;
  readonly heap: number;
  readonly files: readonly string[];
}

/** What is measured: `require` or `import` of a library (and one of its constructs), or `use`, which creates the construct as well. */
type What = readonly [library: string, way: string, member: string];

/** `earlier`: a tarball of ours to compare with, in the same run. */
export async function importCost(runs: number, earlier?: string): Promise<string> {
  const project = await install();
  const ours = earlier ? [OURS, EARLIER] : [OURS];
  if (earlier) {
    await unpack(earlier, join(project, 'node_modules', EARLIER));
  }
  const all = [
    ...['require', 'import', 'use'].flatMap((way) => ours.map((library): What => [library, way, LARGEST])),
    ...OTHERS.map((library): What => [library, 'require', '']),
  ];
  const rows = await step(`import, ${runs} rounds`, () => costs(project, all, runs));
  const python = await step('import in Python', () => pythonCost(runs));
  const head = ['', '', 'own files', 'own CPU', 'own heap', "others' files that it loads", 'CPU of those'];
  const notes = [`medians of ${runs} processes, Node.js ${process.version}`, `import of a submodule in Python: ${Math.round(python)} ms`];
  return [table(head, rows), '', ...notes].join('\n');
}

/** The tarball as it would be published, beside the others, all on one aws-cdk-lib. */
async function install(): Promise<string> {
  const folder = await distribution('js');
  return kept('importcost', packageKey(), async (draft) => {
    for (const file of ['package.json', 'package-lock.json']) {
      cpSync(join(__dirname, file), join(draft, file));
    }
    await step('install the libraries', () => run('npm ci', ['npm', 'ci', '--no-audit', '--no-fund'], { cwd: draft }));
    await unpack(join(folder, onlyFile(folder, '.tgz')), join(draft, 'node_modules', OURS));
  });
}

async function unpack(tarball: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await run('tar', ['tar', '-xzf', tarball, '-C', folder, '--strip-components=1']);
}

async function costs(project: string, all: readonly What[], runs: number): Promise<string[][]> {
  const measure = async (what: What, preloaded: readonly string[]): Promise<Measurement> => {
    const list = join(project, 'preloaded.json');
    writeFileSync(list, JSON.stringify(preloaded));
    return JSON.parse(await run(what[0], ['node', '--expose-gc', join(__dirname, 'measure.cjs'), list, ...what], { cwd: project }));
  };
  const found = await inTurn(all, async (what) => {
    const { files } = await measure(what, []);
    const others = files.filter((file) => !file.startsWith(join(project, 'node_modules', what[0], '/')));
    return { what, own: files.length - others.length, others, whole: [] as Measurement[], alone: [] as Measurement[] };
  });
  for (let round = 0; round < runs; round++) {
    for (const { alone, others, what, whole } of found) {
      whole.push(await measure(what, []));
      alone.push(await measure(what, others));
    }
  }
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return found.map(({ alone, others, own, what: [library, way, member], whole }) => {
    const cpu = median(alone.map((one) => one.cpu));
    const heap = `${Math.round(median(alone.map((one) => one.heap)))} kB`;
    const rest = ms(Math.max(0, median(whole.map((one) => one.cpu)) - cpu));
    return [library, `${way} ${member}`, String(own), ms(cpu), heap, String(others.length), rest];
  });
}

async function pythonCost(runs: number): Promise<number> {
  const interpreter = await installedWheel();
  const one = async () => Number(await run('import_cost.py', [interpreter, join(__dirname, 'import_cost.py')]));
  return median(await times(runs, one));
}
