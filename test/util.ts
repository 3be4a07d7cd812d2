import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { App, type AppProps, Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';

/** AWS's example account, in which all tests deploy. */
export const ACCOUNT = '111122223333';

/** A stack in an app of its own. `undefined` as env: an environment-agnostic one. */
export function newStack(env: StackProps['env'] | null = { account: ACCOUNT, region: 'eu-west-1' }, app?: AppProps): Stack {
  return new Stack(new App(app), 'Stack', env ? { env } : {});
}

/** The error of a call, or of the synthesis of the stack; fails if there is none. */
export function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('no error was thrown');
}

/** The error that synthesizing the stack ends with. */
export function synthErrorOf(stack: Stack): string {
  return errorOf(() => Template.fromStack(stack));
}

/** By the id of a warning, without the prefix: what makes it appear, and on which construct. */
export type Warnings = Record<string, (stack: Stack) => IConstruct>;

/** All warnings of a synthesized stack. */
export function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map((warning) => String(warning.entry.data))
    .filter((text) => !text.includes('@aws-cdk/core:crossStackReferencesDefaultStrong')); // newer CDKs say it of every reference across stacks
}

/**
 * Compares a template with the one that is kept in a file of its own, which reviewers read. `jest -u` (npm run test:update) rewrites it;
 * without, a difference or a missing file fails.
 */
export function expectTemplate(stack: Stack, file: string): void {
  const { Parameters = {}, Rules, ...rest } = Template.fromStack(stack).toJSON();
  const { BootstrapVersion, ...own } = Parameters; // this one, and the rules, are CDK's own, the same in every stack
  const template = { ...(Object.keys(own).length > 0 && { Parameters: own }), ...rest };
  const { snapshotState } = expect.getState() as unknown as { snapshotState: { _updateSnapshot: string } };
  if (snapshotState._updateSnapshot === 'all') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${readable(template)}\n`);
  }
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: npm run test:update writes it`);
  }
  expect(template).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}

/** JSON in which whatever fits into a line is in one line: a policy statement reads as a statement. */
export function readable(value: unknown, indent = ''): string {
  const line = JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' '); // JSON.stringify escapes line ends inside of strings
  if (typeof value !== 'object' || value === null || indent.length + line.length <= 120) {
    return line;
  }
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Object.entries(value).map(
    ([key, item]) => `${inner}${Array.isArray(value) ? '' : `${JSON.stringify(key)}: `}${readable(item, inner)}`,
  );
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}
