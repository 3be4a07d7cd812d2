import { versionProblem } from './release';

const NOTHING = { breaking: [], added: [] };
const NEW = { breaking: [], added: ['LogzioUsage.NEW'] };
const BREAKING = { breaking: ['LogzioUsage.OLD is gone'], added: ['LogzioUsage.NEW'] };

test.each([
  ['1.2.3', NOTHING],
  ['1.2.4', NOTHING],
  ['1.3.0', NEW],
  ['2.0.0', NEW],
  ['2.0.0', BREAKING],
])('%s may follow 1.2.3', (next, changed) => {
  expect(versionProblem(next, 'v1.2.3', changed)).toBeUndefined();
});

test.each([
  ['1.2.2', NOTHING, 'be 1.2.3 or later'],
  ['1.2.4', NEW, 'be 1.3.0 or later, because this is new since v1.2.3: LogzioUsage.NEW'],
  ['1.9.9', BREAKING, 'be 2.0.0 or later, because this breaks users of v1.2.3: LogzioUsage.OLD is gone'],
  ['1.2.4', { breaking: [], added: Array.from({ length: 12 }, (_, index) => `#${index}`) }, '#8; #9; and 2 more'],
])('%s may not follow 1.2.3', (next, changed, text) => {
  expect(versionProblem(next, 'v1.2.3', changed)).toContain(text);
});
