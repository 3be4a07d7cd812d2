// What it costs to import the library, beside two others: CPU and memory over the modules of aws-cdk-lib that it uses.
//
// Those modules are loaded first, in the same process: an app that uses S3 and IAM has loaded them anyway. Each figure is the median of
// fresh processes.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kept, run } from '../../test/languages/commands';
import { distribution, packageKey } from '../../test/languages/distribution';
import { onlyFile } from '../../test/languages/languages/only-file';
import { step, table } from '../../test/tools/report';
import { median } from '../median';

const OURS = 'cdk-vendor-access';
const LIBRARIES = [OURS, 'cdk-nag', 'cdk-monitoring-constructs'];

interface Measurement {
  readonly cpu: number;
  readonly heap: number;
  readonly files: readonly string[];
}

export async function importCost(runs: number): Promise<string> {
  const project = await install();
  const rows: string[][] = [];
  for (const library of LIBRARIES) {
    rows.push(await step(library, () => costs(project, library, runs)));
  }
  const head = ['', 'own files', 'own CPU', 'own heap', "others' files that it loads", 'CPU of those'];
  return `${table(head, rows)}\n\nmedians of ${runs} processes, Node.js ${process.version}`;
}

/** The tarball as it would be published, beside the others, all on one aws-cdk-lib. */
async function install(): Promise<string> {
  const folder = await distribution('js');
  return kept('importcost', packageKey(), async (draft) => {
    for (const file of ['package.json', 'package-lock.json']) {
      cpSync(join(__dirname, file), join(draft, file));
    }
    await step('install the libraries', () => run('npm ci', ['npm', 'ci', '--no-audit', '--no-fund'], { cwd: draft }));
    const ours = join(draft, 'node_modules', OURS);
    mkdirSync(ours);
    await run('tar', ['tar', '-xzf', join(folder, onlyFile(folder, '.tgz')), '-C', ours, '--strip-components=1']);
  });
}

async function costs(project: string, library: string, runs: number): Promise<string[]> {
  const measure = async (preloaded: readonly string[]): Promise<Measurement> => {
    const list = join(project, 'preloaded.json');
    writeFileSync(list, JSON.stringify(preloaded));
    return JSON.parse(await run(library, ['node', '--expose-gc', join(__dirname, 'measure.cjs'), library, list], { cwd: project }));
  };
  const own = join(project, 'node_modules', library, '/');
  const { files } = await measure([]);
  const others = files.filter((file) => !file.startsWith(own));
  const [all, alone]: Measurement[][] = [[], []];
  for (let i = 0; i < runs; i++) {
    all.push(await measure([])); // by turns, so that both see the same noise
    alone.push(await measure(others));
  }
  const cpu = median(alone.map((one) => one.cpu));
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const heap = `${Math.round(median(alone.map((one) => one.heap)))} kB`;
  return [library, String(files.length - others.length), ms(cpu), heap, String(others.length), ms(median(all.map((one) => one.cpu)) - cpu)];
}
