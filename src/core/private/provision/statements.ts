import * as iam from 'aws-cdk-lib/aws-iam';
import type { Conditions, PermissionGroup, PermissionSet } from '../model/permission-set';

/** Where a kind of resource is: its ARNs, and the conditions that tie them to their owner. */
export interface Target {
  readonly arns: readonly string[];
  readonly conditions?: Conditions;
}

/** A target for each kind of resource that is there; groups on a kind that is not there give no statement (no key: no key actions). */
export type Targets<T extends string> = { readonly [kind in T]?: Target };

/** The groups of several sets, each once: sets share groups, and IAM refuses a Sid that stands twice in a policy. */
export function groupsOf<T extends string>(sets: readonly Pick<PermissionSet<T>, 'groups'>[]): PermissionGroup<T>[] {
  return [...new Set(sets.flatMap((set) => set.groups))];
}

/**
 * Permission sets and targets in, statements out; nothing else is read or changed.
 *
 * Only a policy of the library's own gets Sids: two grants to one principal would repeat them, which CDK accepts and IAM refuses.
 */
export function statementsOf<T extends string>(
  sets: readonly Pick<PermissionSet<T>, 'groups'>[],
  targets: Targets<T>,
  options: { readonly sids: boolean; readonly principals?: iam.IPrincipal[] } = { sids: false },
): iam.PolicyStatement[] {
  return groupsOf(sets).flatMap((group) => {
    const target = targets[group.on];
    if (!target) {
      return [];
    }
    return new iam.PolicyStatement({
      sid: options.sids ? group.sid : undefined,
      principals: options.principals,
      actions: [...group.actions],
      resources: [...target.arns],
      conditions: merge(target.conditions, group.conditions),
    });
  });
}

function merge(...all: (Conditions | undefined)[]): Record<string, Record<string, unknown>> {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const [operator, keys] of all.flatMap((conditions) => Object.entries(conditions ?? {}))) {
    merged[operator] = { ...merged[operator], ...keys };
  }
  return merged;
}
