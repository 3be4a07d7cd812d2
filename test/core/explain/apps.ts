import { App, Stack } from 'aws-cdk-lib';
import { compare } from '../../../src/core/private/explain/compare';
import { explain, type Report } from '../../../src/core/private/explain/report';
import { ACCOUNT } from '../../util';

export const ENV = { account: ACCOUNT, region: 'eu-west-1' };

/** The folder of what an app synthesizes to. */
export function assemblyOf(make: (stack: Stack, app: App) => unknown, env: Partial<typeof ENV> = ENV): string {
  const app = new App();
  make(new Stack(app, 'Stack', { env }), app);
  return app.synth().directory;
}

export const explained = (make: (stack: Stack, app: App) => unknown): Report => explain(assemblyOf(make));

/** What is explained of the only principal. */
export function access(make: (stack: Stack, app: App) => unknown): Report['accesses'][number] {
  const [one, ...others] = explained(make).accesses;
  expect(others).toEqual([]);
  return one;
}

export const comparison = (before: (stack: Stack) => unknown, after: (stack: Stack) => unknown) =>
  compare(explained(before), explained(after));
