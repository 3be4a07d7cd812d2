import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { FinalApp } from '../../core/private/synth/final-app';
import { resourceGiven } from '../../core/private/synth/given-resource';
import { connectionsTo, stoppedByAcl } from '../../core/private/synth/network-acls';
import { publicAccessBlock } from '../../core/private/synth/public-access-blocks';
import { flowsTo, isWithoutInternet } from '../../core/private/synth/way-out';
import { warn } from '../../core/private/validation/warnings';

/** What keeps the proxies from reaching the appliance by its public address, or it from Amazon S3. A subnet without such addresses is said already. */
export function warnAboutCutOff(app: FinalApp, scope: Construct, subnet: ec2.ISubnet): string[] {
  const final = resourceGiven(app, subnet);
  const isPublic = final?.Properties.MapPublicIpOnLaunch === true;
  const found = final
    ? [
        isPublic && isWithoutInternet(app, final) ? 'it has no route to an internet gateway' : undefined,
        stoppedByAcl(app, final, [...flowsTo(app, final, 's3'), ...connectionsTo(SSH)]),
        isPublic ? publicAccessBlock(app, final, 'in') : undefined,
      ].filter((one) => one !== undefined)
    : [];
  if (found.length > 0) {
    const text =
      `the archiver appliance in subnet '${subnet.node.path}' is cut off: ${found.join('; ')}. The proxies must reach it by its public address, and it must reach ` +
      'Amazon S3. Remove what blocks it, or choose another subnet.';
    warn(scope, 'cdk-vendor-access:veeam.applianceCutOff', text);
  }
  return [];
}

/** The proxy installs the appliance. */
const SSH = 22;
