// What the tests of this project use of jest, so that they run in a process that stays: jest loads aws-cdk-lib again for each file.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

const packages = createRequire(join(process.cwd(), 'package.json'));
const ofJest = createRequire(packages.resolve('jest-circus'));
const { expect } = packages('expect');
const { bind } = ofJest('jest-each');
const { ModuleMocker } = ofJest('jest-mock');

export const ENDLESS = 'it did not end';

const mocker = new ModuleMocker(globalThis);
const found = [];
const titles = [];

function describe(title, define) {
  titles.push(title);
  define();
  titles.pop();
}

const test = (title, run) => found.push({ name: [...titles, title].join(' '), run });
test.skip = Object.assign(() => {}, { each: () => () => {} });
test.each = bind(test);
describe.each = bind(describe, false);
describe.skip = () => {};

// Hooks are refused, but for the only one that there is, which prints: there is no such name.
Object.assign(globalThis, { describe, test, expect, afterAll: () => {}, jest: { spyOn: mocker.spyOn.bind(mocker) } });

/** The tests that a file defines while it is loaded. */
export function testsOf(load) {
  found.length = 0;
  titles.length = 0;
  load();
  return found.map(({ name, run }, index) => ({ name, index, run }));
}

/** What a mutant makes endless is ended: StrykerJS would start a new process for it. */
const limited = new Script('globalThis.stayingTest()');

/** Undefined, or why the test fails. On a busy machine, the limit is counted in time on the processor. */
export async function failureOf({ run }, timeout, isAgain = false) {
  const env = { ...process.env };
  const before = process.cpuUsage();
  globalThis.stayingTest = run;
  let failure;
  try {
    await (timeout ? limited.runInThisContext({ timeout }) : run());
  } catch (error) {
    failure = error?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? ENDLESS : String(error?.message ?? error);
  } finally {
    mocker.restoreAllMocks();
    process.env = env;
  }
  const slowness = Math.min(10, (timeout * 1000) / process.cpuUsage(before).user);
  return failure === ENDLESS && slowness > 1.1 && !isAgain ? failureOf({ run }, Math.ceil(timeout * slowness), true) : failure;
}
