import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { warnAboutUnknownAccount } from '../env/cross-account';
import type { PermissionSet } from '../model/permission-set';
import { checkGrants } from '../synth/policy';
import { showsFinalTemplate } from '../synth/rendered-resource';
import { throwIfAnyInCall } from '../validation/errors';
import { principalProblems } from '../validation/grantee';
import { type PolicyResources, statementsOf } from './statements';

/** Grantees that are checked already: a second grant would repeat the error. */
const GUARDED = new WeakSet<Construct>();

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
  return statementsOf(sets, resources)
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
