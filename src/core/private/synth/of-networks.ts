import { Stack } from 'aws-cdk-lib';
import type { CallerNetworks } from '../../caller-networks';
import { NETWORKS } from '../env/shared-principals';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { type Denial, GIVEN, OTHER_NETWORKS } from '../model/denials';
import type { Conditions } from '../model/permission-set';
import type { Json } from '../policy/request';
import { plain } from '../policy/text';
import type { Asking } from './asking';
import type { FinalApp } from './final-app';
import { knownIn } from './known-names';
import { conditionOf } from './statements';

/** The denial with the given networks in its conditions. */
export function outside(denial: Denial, { addresses = [], vpcEndpoints = [], vpcs = [] }: CallerNetworks): Denial {
  const given: Record<string, string[]> = {
    [GIVEN.addresses]: addresses,
    [GIVEN.vpcEndpoints]: vpcEndpoints.map(({ vpcEndpointId }) => vpcEndpointId),
    [GIVEN.vpcs]: vpcs.map(({ vpcId }) => vpcId),
  };
  const filled = Object.entries(denial.conditions).flatMap(([operator, keys]) => {
    const values = Object.entries(keys).map(([key, value]) => [key, given[String(value)] ?? value] as const);
    const some = values.filter(([, value]) => value.length > 0);
    return some.length > 0 ? [[operator, Object.fromEntries(some)] as const] : [];
  });
  return { ...denial, conditions: Object.fromEntries(filled) satisfies Conditions };
}

/**
 * Tells the denial of `onlyFrom` from others, by what it says: the product calls from inside, so that it decides nothing. A denial of the app
 * with other networks is another one.
 */
export function ofNetworks(app: FinalApp, { policy, role, user }: Asking): (statement: BucketPolicyStatement | undefined) => boolean {
  const principal = user ?? role;
  const networks = principal && NETWORKS.get(principal);
  if (!networks) {
    return () => false;
  }
  const said = (condition: unknown) => conditionOf(plain(condition as Json, knownIn(app, Stack.of(policy))));
  const own = said(app.render(policy, outside(OTHER_NETWORKS, networks).conditions));
  return (statement) => statement?.Effect === 'Deny' && said(statement.Condition) === own;
}
