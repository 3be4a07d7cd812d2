// Of one room: which files are mutated, and which tests are asked. See test/mutation/code.ts.
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { MUTATED = '', TESTS = '' } = process.env;

export default {
  mutate: MUTATED.split(','),
  ...(TESTS && { testFiles: TESTS.split(',') }),
  testRunner: 'jest',
  plugins: [here('node_modules/@stryker-mutator/jest-runner/dist/src/index.js'), here('ignore-texts.mjs')],
  ignorers: ['texts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true, // data that is read once, when a module loads: npm run mutate -- data/
  jest: {
    enableFindRelatedTests: false, // jest would look through aws-cdk-lib for each mutant

    config: {
      ...(process.env.WITHOUT_CDK && { setupFilesAfterEnv: [] }), // it loads aws-cdk-lib for each mutant
      transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json', diagnostics: false }] },
    },
  },
  checkers: [],
  concurrency: 1,
  timeoutMS: 60_000,
  tempDirName: '.stryker/sandboxes',
  ignorePatterns: ['.*', 'lib', 'dist', 'bench', 'API.md', 'test/*/node_modules', 'test/mutation/stryker/node_modules'],
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: '.stryker/report.json' },
  clearTextReporter: { allowColor: false, logTests: false },
  thresholds: { high: 100, low: 100, break: null },
  allowEmpty: false,
  disableTypeChecks: true,
};
