import * as iam from 'aws-cdk-lib/aws-iam';
import type { Denial } from '../model/denials';
import type { Conditions, PermissionGroup, PermissionSet } from '../model/permission-set';

/** Where a kind of resource is: its ARNs, and the conditions that tie them to their owner. */
export interface PolicyResource {
  readonly arns: readonly string[];
  readonly conditions?: Conditions;
}

/** A resource for each kind of resource that is there; groups on a kind that is not there give no statement (no key: no key actions). */
export type PolicyResources<T extends string> = { readonly [kind in T]?: PolicyResource };

/** The groups of several sets, each once: sets share groups, and IAM refuses a Sid that stands twice in a policy. */
export function groupsOf<T extends string>(sets: readonly Pick<PermissionSet<T>, 'groups'>[]): PermissionGroup<T>[] {
  return [...new Set(sets.flatMap((set) => set.groups))];
}

/**
 * Permission sets and resources in, statements out; nothing else is read or changed.
 *
 * Only a policy of the library's own gets Sids: two grants to one principal would repeat them, which CDK accepts and IAM refuses.
 */
export function statementsOf<T extends string>(
  sets: readonly Pick<PermissionSet<T>, 'groups'>[],
  resources: PolicyResources<T>,
  options: { readonly sids: boolean; readonly principals?: iam.IPrincipal[] } = { sids: false },
): iam.PolicyStatement[] {
  return groupsOf(sets).flatMap((group) => {
    const resource = resources[group.on];
    if (!resource) {
      return [];
    }
    return new iam.PolicyStatement({
      sid: options.sids ? group.sid : undefined,
      principals: options.principals,
      actions: [...group.actions],
      resources: [...resource.arns],
      conditions: merge(resource.conditions, group.conditions),
    });
  });
}

export function denialOf({ actions, conditions, notActions, sid }: Denial, resources: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    actions: actions && [...actions],
    notActions: notActions && [...notActions],
    resources: [...resources],
    conditions: merge(conditions),
  });
}

function merge(...all: (Conditions | undefined)[]): Record<string, Record<string, unknown>> {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const [operator, keys] of all.flatMap((conditions) => Object.entries(conditions ?? {}))) {
    merged[operator] = { ...merged[operator], ...keys };
  }
  return merged;
}
