import * as iam from 'aws-cdk-lib/aws-iam';
import type { Denial } from '../model/denials';
import type { Conditions, PermissionGroup, PermissionSet } from '../model/permission-set';
import type { Need } from '../synth/asking';

/** The resources of one kind: their ARNs, and the conditions that limit them to their owner. */
export interface PolicyResource {
  readonly arns: readonly string[];
  readonly conditions?: Conditions;
}

/** The resources by kind. Groups on a kind that is missing give no statement: without a key, there are no key actions. */
export type PolicyResources<T extends string> = { readonly [kind in T]?: PolicyResource };

/** The groups of several sets, each once: sets share groups, and IAM rejects a policy with a duplicate Sid. */
export function groupsOf<T extends string>(sets: readonly Pick<PermissionSet<T>, 'groups'>[]): PermissionGroup<T>[] {
  return [...new Set(sets.flatMap((set) => set.groups))];
}

/**
 * Converts permission sets and resources to statements; reads and changes nothing else.
 *
 * Only the library's own policies get Sids: two grants to the same principal would repeat them, which CDK accepts and IAM rejects.
 */
export function statementsOf<T extends string>(
  sets: readonly Pick<PermissionSet<T>, 'groups'>[],
  resources: PolicyResources<T>,
  options: { readonly sids?: boolean; readonly principals?: iam.IPrincipal[] } = {},
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

export function denialOf(
  { actions, conditions, notActions, sid }: Omit<Denial, 'on' | 'sources' | 'why'>,
  resources: readonly string[],
): iam.PolicyStatement {
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

/** What may be called with permission sets. */
export type Calls<T extends string> = readonly (Pick<PermissionSet<T>, 'groups'> & Partial<Pick<PermissionSet<T>, 'signed'>>)[];

/** All calls of sets, with those that others make by signed addresses. */
export const callsOf = <T extends string>(sets: Calls<T>, resources: PolicyResources<T>): Need[] => [
  ...needsOf(groupsOf(sets), resources),
  ...sets
    .flatMap(({ signed = [] }) => signed)
    .map(({ actions, on, seconds, why }) => ({
      ...{ actions, why, arns: resources[on]?.arns ?? [] },
      signed: { seconds },
    })),
];

/** The actions of the product, their resources, and what they are for. */
export const needsOf = <T extends string>(groups: readonly PermissionGroup<T>[], resources: PolicyResources<T>): Need[] =>
  groups.map(({ actions, conditions, on, why }) => ({
    ...{ actions, why, arns: resources[on]?.arns ?? [] },
    conditions: merge(resources[on]?.conditions, conditions) as Conditions,
  }));
