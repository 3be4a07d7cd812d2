import type { IConstruct } from 'constructs';
import { show } from './shown-value';

/** Words a mistake in one way: what was given, what is allowed, what to do. */
export function problem(what: string, got: unknown, allowed: string, todo: string): string {
  return finding(what, show(got), allowed, todo);
}

/** Like `problem`, for a finding that is already worded or JSON. */
export function finding(what: string, found: string, allowed: string, todo: string): string {
  return `${what}: got ${found}; allowed: ${allowed}. ${todo}`;
}

/**
 * Throws one error that lists all problems, if there are any.
 *
 * Called before a construct creates its first child. It also removes the construct from the tree, so that nothing is left behind if the
 * caller catches the error. A plain Error, because CDK's `ValidationError` is internal and its constructor has changed between minor
 * versions.
 */
export function throwIfAny(construct: IConstruct, problems: readonly string[]): void {
  if (problems.length > 0) {
    construct.node.scope?.node.tryRemoveChild(construct.node.id);
    throw new Error(worded(`Cannot create ${construct.constructor.name} '${construct.node.path}'`, problems));
  }
}

/** Like `throwIfAny`, for calls on something that is not a construct. */
export function throwIfAnyInCall(call: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(worded(`${call} failed`, problems));
  }
}

function worded(what: string, problems: readonly string[]): string {
  return `${what}:\n${problems.map((text, index) => `  ${index + 1}. ${text}`).join('\n')}`;
}
