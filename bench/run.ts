// What the library costs: importing it, and synthesizing apps with it.
//
//   npm run bench [-- quick]
//
// Prints figures and judges none: machines are noisy. `quick` is the size for CI.
import { claimWork } from '../test/languages/commands';
import { importCost } from './import-cost/import-cost';
import { synthCost } from './synth/synth';

async function main([size]: string[]): Promise<void> {
  claimWork();
  const quick = size === 'quick';
  const imports = await importCost(quick ? 3 : 15);
  const synths = await synthCost(quick ? { counts: [100], runs: 1 } : { counts: [100, 300, 1000], runs: 5 });
  console.log(`\n${imports}\n\n${synths}`);
}

void main(process.argv.slice(2));
