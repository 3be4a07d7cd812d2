import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { warnAboutUnknownAccount } from '../env/cross-account';
import type { PermissionGroup, PermissionSet } from '../model/permission-set';
import type { Product } from '../model/product';
import { recordGrants } from '../synth/own-grants';
import { checkGrants } from '../synth/policy';
import { showsFinalTemplate } from '../synth/rendered-resource';
import { throwIfAnyInCall } from '../validation/errors';
import { principalProblems } from '../validation/grantee';
import { type Acknowledgement, acknowledge } from './nag';
import { groupsOf, type PolicyResources, statementsOf } from './statements';

/** Grantees that are checked already: a second grant would repeat the error. */
const GUARDED = new WeakSet<Construct>();

/** The policy of a construct's own: the one place with Sids. */
export function makePolicy<T extends string>(
  scope: Construct,
  product: Product,
  sets: readonly PermissionSet<T>[],
  resources: PolicyResources<T>,
  id = 'Policy',
): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, id, {
    description: `Permissions for ${product.name}`, // the same whatever is granted: a change would replace the policy
    statements: statementsOf(sets, resources, { sids: true }),
  });
  acknowledge(policy, wildcards(groupsOf(sets), resources));
  return policy;
}

/** What cdk-nag says of resources and actions with a wildcard, and why each of them is meant. */
function wildcards<T extends string>(groups: readonly PermissionGroup<T>[], resources: PolicyResources<T>): Acknowledgement[] {
  const arns = new Set(groups.flatMap((group) => resources[group.on]?.arns ?? []).filter((arn) => arn.endsWith('*')));
  const because = (chosen: readonly PermissionGroup<T>[]) => chosen.map((group) => `${group.why} (${group.source.url})`).join('; ');
  const actions = groups.filter((group) => resources[group.on] && group.actions.some((action) => action.includes('*')));
  return [
    ...[...arns].map((arn) => ({
      rule: 'AwsSolutions-IAM5',
      arn,
      reason: because(groups.filter((group) => resources[group.on]?.arns.includes(arn))),
    })),
    ...actions.flatMap((group) => group.actions.map((action) => ({ rule: 'AwsSolutions-IAM5', action, reason: because([group]) }))),
  ];
}

/**
 * Grants sets to a principal of the caller's: what a facade does.
 *
 * Refuses the principals for which CDK would report success though nothing is attached.
 */
export function grantSets<T extends string>(
  scope: Construct,
  call: string,
  sets: readonly PermissionSet<T>[],
  resources: PolicyResources<T>,
  grantee: iam.IGrantable,
): iam.Grant {
  const place = Construct.isConstruct(grantee) ? (grantee as unknown as Construct) : scope;
  throwIfAnyInCall(call, principalProblems(place, 'grantee', grantee));
  warnAboutUnknownAccount(place, grantee);
  const holder = [grantee.grantPrincipal, grantee].find((one) => Construct.isConstruct(one)) as Construct | undefined; // a policy is not its principal
  if (holder && !GUARDED.has(holder)) {
    GUARDED.add(holder);
    holder.node.addValidation({ validate: () => (showsFinalTemplate() ? checkGrants(holder) : []) });
  }
  const statements = statementsOf(sets, resources);
  if (Construct.isConstruct(grantee.grantPrincipal)) {
    recordGrants(grantee.grantPrincipal, statements);
  }
  return statements
    .map((statement) =>
      iam.Grant.addToPrincipal({
        grantee,
        actions: statement.actions,
        resourceArns: statement.resources,
        conditions: statement.conditions,
      }),
    )
    .reduce((all, grant) => all.combine(grant));
}
