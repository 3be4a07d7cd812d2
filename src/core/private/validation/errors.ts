import type { IConstruct } from 'constructs';
import { show } from './shown-value';

/** The one wording of a mistake: what was given, what is allowed, what to do. */
export function problem(what: string, got: unknown, allowed: string, todo: string): string {
  return finding(what, show(got), allowed, todo);
}

/** As `problem`, with what was found in words or as JSON. */
export function finding(what: string, found: string, allowed: string, todo: string): string {
  return `${what}: got ${found}; allowed: ${allowed}. ${todo}`;
}

/**
 * Throws one error with all problems in it, if there are any.
 *
 * Called before a construct makes its first child, and takes the construct out of the tree again: nothing is left behind for a caller that
 * catches the error. A plain Error, because CDK's `ValidationError` is internal and its constructor has changed between minor versions.
 */
export function throwIfAny(construct: IConstruct, problems: readonly string[]): void {
  if (problems.length > 0) {
    construct.node.scope?.node.tryRemoveChild(construct.node.id);
    throw new Error(worded(`${construct.constructor.name} '${construct.node.path}' cannot be made`, problems));
  }
}

/** As `throwIfAny`, for calls on something that is not a construct. */
export function throwIfAnyInCall(call: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(worded(`${call} cannot be done`, problems));
  }
}

function worded(what: string, problems: readonly string[]): string {
  return `${what}:\n${problems.map((text, index) => `  ${index + 1}. ${text}`).join('\n')}`;
}
