import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { FinalApp } from '../../core/private/synth/final-app';
import type { FinalResource } from '../../core/private/synth/final-resource';
import { resourceGiven } from '../../core/private/synth/given-resource';
import { type Connection, connectionsTo, stoppedByAcl } from '../../core/private/synth/network-acls';
import { rangeIn } from '../../core/private/synth/prefix-lists';
import { publicAccessBlock } from '../../core/private/synth/public-access-blocks';
import { atEdge, callsTo, isWithoutInternet } from '../../core/private/synth/way-out';
import { warn } from '../../core/private/validation/warnings';

/** What keeps the proxies from reaching the appliance by its public address, or it from Amazon S3. A subnet without such addresses is said already. */
export function warnAboutCutOff(app: FinalApp, scope: Construct, subnet: ec2.ISubnet, proxyCidrs: readonly string[] = []): string[] {
  const final = resourceGiven(app, subnet);
  const isPublic = final?.Properties.MapPublicIpOnLaunch === true;
  const proxies = proxyCidrs.flatMap((cidr) => rangeIn(app, Stack.of(scope), app.render(scope, cidr)) ?? []);
  const found = final
    ? [
        isPublic && isWithoutInternet(app, final) ? 'it has no route to an internet gateway' : undefined,
        stoppedByAcl(app, final, connectionsOf(app, final, proxies)),
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

/** S3 does not call from the address of a proxy; what is wider may hold addresses of S3, too. */
function connectionsOf(app: FinalApp, subnet: FinalResource, proxies: readonly string[]): Connection[] {
  const others = proxies.filter((one) => /\/(2[4-9]|3\d)$/.test(one));
  return [...atEdge(app, subnet, 's3', callsTo(app, subnet, 's3', others)), ...connectionsTo(SSH, proxies)];
}

/** The proxy installs the appliance. */
const SSH = 22;
