// What the library costs: importing it, and synthesizing apps with it.
//
//   npm run bench [-- quick] [-- --earlier TARBALL] [-- imports]
//
// Prints figures and judges none: machines are noisy. `quick` is the size for CI; `imports` leaves the synthesis out; --earlier compares
// with another tarball of this package in the same run.
import { parseArgs } from 'node:util';
import { claimWork } from '../test/languages/commands';
import { importCost } from './import-cost/import-cost';
import { synthCost } from './synth/synth';

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { earlier: { type: 'string' } } });
  claimWork();
  const quick = positionals.includes('quick');
  const imports = await importCost(quick ? 3 : 15, values.earlier);
  console.log(`\n${imports}\n`);
  if (!positionals.includes('imports')) {
    console.log(await synthCost(quick ? { counts: [100], runs: 1 } : { counts: [100, 300, 1000], runs: 5 }));
  }
}

void main();
