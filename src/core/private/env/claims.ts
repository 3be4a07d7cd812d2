import { Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { problem } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { isUnresolved } from '../validation/tokens-in-text';

const CLAIMS = new WeakMap<IConstruct, Map<string, Construct>>();

/** Claims something that can exist only once, by any key; returns the construct that already claimed it. */
export function claim(scope: Construct, key: string): Construct | undefined {
  const claims = CLAIMS.get(scope.node.root) ?? new Map<string, Construct>();
  CLAIMS.set(scope.node.root, claims);
  const claimed = claims.get(key);
  const holder = claimed && isInTree(claimed) ? claimed : scope;
  claims.set(key, holder);
  return holder === scope ? undefined : holder;
}

/** Words the error about a second thing where only one is allowed; `use` is what the other one does. */
export function checkOnlyOne(what: string, another: IConstruct | undefined, use: string, allowed: string, todo: string): string[] {
  return another ? [problem(what, `${use}'${pathOf(another)}' too`, allowed, todo)] : [];
}

/** Words the error about a name that AWS accepts only once, and the construct that already uses it. */
export function takenProblems(what: string, name: string, holder: IConstruct | undefined, todo: string): string[] {
  return holder ? [problem(what, `${name}, which '${pathOf(holder)}' has too`, 'a name that is used only once', todo)] : [];
}

/** The account of a construct as part of a claim. A stack without a known account counts as its own account. */
export function accountOf(scope: Construct): string {
  const { account, node } = Stack.of(scope);
  return isUnresolved(account) ? node.addr : account;
}

/** A construct may have been removed between two syntheses. */
export function isInTree(construct: Construct): boolean {
  return construct.node.scope?.node.tryFindChild(construct.node.id) === construct;
}
