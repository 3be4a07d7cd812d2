// npx tsx test/mutation/changed.ts BASE: `npm run mutate` for each vendor with a file that has changed since BASE, a commit or branch.
import { spawnSync } from 'node:child_process';
import { NAMES } from '../found';
import { changedSince } from '../tools/changed-files';

const [base = 'main'] = process.argv.slice(2);
const files = changedSince(base);
const changed = NAMES.filter((vendor) => files.some((file) => file.startsWith(`src/${vendor}/`) || file.startsWith(`test/${vendor}/`)));
console.log(`changed: ${changed.join(', ') || 'no vendor'}`);
const failed = changed.filter((vendor) => spawnSync('npm', ['run', 'mutate', '--', vendor], { stdio: 'inherit' }).status !== 0);
if (failed.length > 0) {
  console.error(`mutants of ${failed.join(', ')} survive without a reason`);
  process.exitCode = 1;
}
