import type { Stack } from 'aws-cdk-lib';
import manifest from '../../../package.json';
import { compare } from '../../../src/core/private/explain/compare';
import { MARKDOWN, renderReport, TEXT } from '../../../src/core/private/explain/render';
import { found } from '../../found';
import { explained } from './apps';

const CASES = Object.entries(found<Record<string, (stack: Stack) => unknown>>('cases', 'CASES')).flatMap(([vendor, cases]) =>
  Object.entries(cases).map(([name, make]) => [`${vendor} ${name}`, make] as const),
);

/** Constructs that create no policy. */
const WITHOUT = /network$/;

test.each(CASES)('%s: every statement of the library has its reason, and nothing of it passes for an addition of the app', (name, make) => {
  const report = explained(make);
  expect(report.accesses.length > 0 || WITHOUT.test(name)).toBe(true);
  for (const { added, policies, statements, stopped } of report.accesses) {
    const own = policies.filter(({ version }) => version === manifest.version);
    expect(statements).toHaveLength(own.flatMap(({ document }) => document.Statement).length);
    expect(statements.filter(({ sources, why }) => !why || sources.some(({ date }) => !/^\d{4}-\d\d-\d\d$/.test(date)))).toEqual([]);
    expect([added, stopped]).toEqual([[], []]);
  }
  expect(compare(report, report)).toEqual({ wider: [], narrower: [] });
  for (const style of [TEXT, MARKDOWN]) {
    expect(renderReport(report, style, 'cdk.out', true)).not.toMatch(/undefined|\[object|[\uE000\uE001]|-0000[\da-f]{8}/);
  }
});
