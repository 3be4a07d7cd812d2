import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { CallerNetworks } from '../../caller-networks';
import { NETWORKS } from '../env/shared-principals';
import { OTHER_NETWORKS, OTHER_NETWORKS_ON_BUCKET } from '../model/denials';
import { outside } from '../synth/of-networks';
import { warn } from '../validation/warnings';
import type { BoundAccess } from './binding';
import { denialOf } from './statements';

/** For a principal that a construct creates. */
export const everywhere = (principal: iam.IIdentity, networks: CallerNetworks | undefined) => bound(principal, networks, 'everything');

/** For a principal that exists, and may be used otherwise too. */
export const onItsBucket = (principal: iam.IIdentity, networks: CallerNetworks | undefined) => bound(principal, networks, 'its bucket');

function bound(principal: iam.IIdentity, networks: CallerNetworks | undefined, on: 'everything' | 'its bucket'): BoundAccess['onlyFrom'] {
  if (networks) {
    NETWORKS.set(principal, networks);
  }
  return networks && { networks, on };
}

/** For a principal of another construct, which denies it everything else already. */
export function alreadyBound(principal: iam.IIdentity): BoundAccess['onlyFrom'] {
  const networks = NETWORKS.get(principal);
  return networks && { networks, on: 'nothing more' };
}

/** What is denied to calls from other networks. */
export function networkDenials(onlyFrom: BoundAccess['onlyFrom'], bucket: s3.IBucket | undefined): iam.PolicyStatement[] {
  if (onlyFrom?.on === 'everything') {
    return [denialOf(outside(OTHER_NETWORKS, onlyFrom.networks), ['*'])];
  }
  return onlyFrom?.on === 'its bucket' && bucket
    ? [denialOf(outside(OTHER_NETWORKS_ON_BUCKET, onlyFrom.networks), [bucket.bucketArn, bucket.arnForObjects('*')])]
    : [];
}

/** Somebody else than the product's own server calls with the same credentials, from a network of their own. */
export function warnAboutOtherCallers(scope: Construct, { onlyFrom }: Pick<BoundAccess, 'onlyFrom'>, who: string): void {
  if (onlyFrom) {
    const text = `onlyFrom also applies to ${who}. Add their networks to onlyFrom, or acknowledge if onlyFrom already includes them.`;
    warn(scope, 'cdk-vendor-access:core.callsFromElsewhere', text);
  }
}
