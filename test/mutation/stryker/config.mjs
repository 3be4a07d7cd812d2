// What is mutated, and what is asked: test/mutation/code/tried.ts says it in the environment.
import { fileURLToPath } from 'node:url';

const { CONCURRENCY, EVERY, MUTATED, REPORT } = process.env;
const plugin = (name) => fileURLToPath(new URL(name, import.meta.url));

export default {
  mutate: JSON.parse(MUTATED),
  testRunner: 'staying',
  coverageAnalysis: 'perTest',
  plugins: [plugin('ignore-texts.mjs'), plugin('runner.mjs')],
  ignorers: ['texts'],
  concurrency: Number(CONCURRENCY),
  maxTestRunnerReuse: 200 * Number(EVERY), // the CDK keeps every token for ever
  timeoutMS: 120_000, // the runner ends what is endless
  dryRunTimeoutMinutes: 20,
  tempDirName: '.stryker/sandboxes',
  ignorePatterns: ['.*', 'lib', 'dist', 'bench', 'API.md', 'test/*/node_modules'],
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: REPORT },
  warnings: false,
  allowConsoleColors: false,
};
