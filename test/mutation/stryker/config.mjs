// What is mutated, and what is asked: test/mutation/code.ts says it in the environment.
import { fileURLToPath } from 'node:url';

const { COMMAND, MUTATED = '' } = process.env;

export default {
  mutate: MUTATED.split(','),
  testRunner: 'command', // see docs/testing.md: its runner for jest did not end in time
  commandRunner: { command: COMMAND },
  plugins: [fileURLToPath(new URL('ignore-texts.mjs', import.meta.url))],
  ignorers: ['texts'],
  concurrency: 1,
  timeoutMS: 60_000,
  tempDirName: '.stryker/sandboxes',
  ignorePatterns: ['.*', 'lib', 'dist', 'bench', 'API.md', 'test/*/node_modules'],
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: '.stryker/report.json' },
};
