// A test runner of StrykerJS that stays in its process: for each mutant, it loads this project's modules anew with the mutant in them, and runs
// the tests that reach it, until one fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { declareClassPlugin, PluginKind } = await import(process.env.STRYKER_API);
const FILES = JSON.parse(process.env.TESTS);
/** The tests that were written for the room: they are all asked. */
const OWN = JSON.parse(process.env.OWN ?? '[]').map((one) => one.split(/ (.*)/));
const isOwn = (id) => OWN.some(([file, name = '']) => id.startsWith(`${file} `) && id.includes(name));
/** Test by test, which mutants it reaches beside those that any test of its file does, and how long it takes. Written by the first run, read by the processes that come later. */
const KNOWN = 'known-tests.json';

/** So many of the other tests that reach a mutant are asked: those that reach most of what stands around it, and some from all over the rest. */
const [CLOSE, FAR, AROUND] = [40, 20, 25];
/** Every n-th mutant is tried. */
const isTried = (mutant) => mutant % Number(process.env.EVERY) === 0;

globalThis.__stryker__ ??= {}; // where the mutated code looks for what is on

class StayingRunner {
  ns = globalThis.__stryker__;
  /** The tests that have noticed something, the latest first: what stands near is often noticed by the same. */
  noticed = [];
  asksBefore = 0;
  tainted = false;

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Not before: StrykerJS goes to its copy of the project after it has loaded this file. */
  async init() {
    Object.assign(this, await import('./modules.mjs'), await import('./suite.mjs'));
    this.assemblies = createRequire(join(process.cwd(), 'package.json'))('aws-cdk-lib/cx-api').CloudAssembly;
  }

  async dryRun() {
    const [tests, perTest, known] = [[], {}, {}];
    for (const file of FILES) {
      this.ns.mutantCoverage = { static: {}, perTest: {} };
      const coverage = this.ns.mutantCoverage.perTest;
      this.ns.currentTestId = 'load';
      const start = Date.now();
      const loaded = this.testsOf(() => this.modules().load(file));
      const loading = (Date.now() - start) / loaded.length;
      for (const test of loaded) {
        const id = idOf(file, test);
        this.ns.currentTestId = id;
        const before = Date.now();
        const failureMessage = await this.failureOf(test);
        const timeSpentMs = Date.now() - before + loading;
        tests.push({ id, name: id, timeSpentMs, ...(failureMessage ? { status: 1, failureMessage } : { status: 0 }) });
        known[id] = { reached: Object.keys(coverage[id] ?? {}).map(Number), timeSpentMs };
        const all = Object.entries({ ...coverage.load, ...coverage[id] });
        perTest[id] = Object.fromEntries(all.filter(([mutant]) => isTried(mutant)));
      }
      this.assemblies.cleanupTemporaryDirectories();
    }
    this.ns.currentTestId = undefined;
    writeFileSync(KNOWN, JSON.stringify(known));
    return { status: 'complete', tests, mutantCoverage: { static: {}, perTest } };
  }

  async mutantRun({ activeMutant, hitLimit, testFilter = [] }) {
    if (!isTried(Number(activeMutant.id))) return { status: 'error', errorMessage: 'not in the sample' };
    this.known ??= JSON.parse(readFileSync(KNOWN, 'utf8'));
    if (this.tainted) throw new Error('an earlier mutant has changed this process');
    Object.assign(this.ns, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    const result = await this.asked(this.ordered(Number(activeMutant.id), testFilter));
    const { hitCount } = this.ns;
    Object.assign(this.ns, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    if (result.killedBy) await this.control(result.killedBy);
    this.asksBefore += 1;
    this.assemblies.cleanupTemporaryDirectories();
    return hitLimit !== undefined && hitCount > hitLimit ? { status: 'timeout', reason: `more than ${hitLimit} times` } : result;
  }

  async asked(ids) {
    const { load } = this.modules();
    const files = new Map();
    for (const [index, id] of ids.entries()) {
      const failureMessage = await this.failure(id, load, files);
      if (failureMessage) {
        this.noticed = [id, ...this.noticed.filter((one) => one !== id)].slice(0, 20);
        if (failureMessage === this.ENDLESS) return { status: 'timeout', reason: failureMessage };
        return { status: 'killed', killedBy: [id], failureMessage, nrOfTests: index + 1 };
      }
    }
    return { status: 'survived', nrOfTests: ids.length };
  }

  /** What has noticed a mutant must pass without it. Else StrykerJS asks again, in a new process: there, the mutant itself is to blame. */
  async control(ids) {
    const { status } = await this.asked(ids);
    this.tainted = status !== 'survived';
    if (this.tainted && this.asksBefore > 0) throw new Error(`${ids} fails without a mutant, too`);
  }

  async failure(id, load, files) {
    const [file] = id.split(' ');
    try {
      if (!files.has(file))
        files.set(
          file,
          this.testsOf(() => load(file)),
        );
    } catch (error) {
      return String(error); // not even the tests can be set up
    }
    const test = files.get(file).find((one) => idOf(file, one) === id);
    return test ? this.failureOf(test, Math.ceil(3000 + 5 * this.known[id].timeSpentMs)) : 'the test is no longer there';
  }

  /** The numbers of mutants follow the code: what is near in one is near in the other. */
  ordered(mutant, ids) {
    const ranks = new Map(ids.map((id) => [id, this.known[id].reached.filter((one) => Math.abs(one - mutant) <= AROUND).length]));
    const all = [...ids].sort((a, b) => ranks.get(b) - ranks.get(a) || this.known[a].timeSpentMs - this.known[b].timeSpentMs);
    const [own, others] = [true, false].map((is) => all.filter((id) => isOwn(id) === is));
    const rest = others.slice(CLOSE);
    const spread = rest.filter((_, index) => (rest.length - 1 - index) % Math.ceil(rest.length / FAR) === 0);
    const first = this.noticed.filter((id) => ids.includes(id) && this.isQuick(id));
    return [...new Set([...first, ...own.filter(this.isQuick), ...own, ...others.slice(0, CLOSE), ...spread])];
  }

  /** Random cases take seconds: they are asked after all others of the room. */
  isQuick = (id) => this.known[id].timeSpentMs < 300;
}
StayingRunner.inject = [];

const idOf = (file, { index, name }) => `${file} ${index} ${name}`;

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'staying', StayingRunner)];
