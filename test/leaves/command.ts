import { PROMISE_RULES } from '../../src/core/private/synth/promise-rules';
import { NETWORK } from '../../src/veeam/archiver/network-rules';
import { allLeaves, made } from './leaves';
import { type Told, validated, wrong } from './verdict';
import { CHANGES, WAYS } from './ways';

/** `npm run leaves`: each value that the library sets, changed in each way in which an app changes it. */
function main(): void {
  const leaves = allLeaves();
  const silent = [...NETWORK.rules, ...PROMISE_RULES].filter(({ verdict }) => verdict === 'silent');
  console.log(
    `${leaves.length} values (type, path, value), ${Object.keys(WAYS).length} ways, ${silent.length} silent entries in the table`,
  );
  const before = new Map<string, Told>();
  let runs = 0;
  const found: string[] = [];
  for (const leaf of leaves) {
    const { app, stack } = made(leaf.of);
    const known = before.get(leaf.of) ?? validated(app, stack);
    before.set(leaf.of, known);
    for (const way of Object.keys(WAYS)) {
      for (const [name, change] of Object.entries(CHANGES)) {
        runs += 1;
        const problem = wrong(leaf, way, change, known);
        if (problem) {
          found.push(`${leaf.of}: ${leaf.type} ${leaf.resource}, ${leaf.path.join('.')} ${name} by ${way}: ${problem}`);
          console.log(found[found.length - 1]);
        }
      }
    }
  }
  console.log(`${runs} changes, ${found.length} not as the table says`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

main();
