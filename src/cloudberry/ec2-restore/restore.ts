import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { bucketResources } from '../../core/private/provision/bucket-resources';
import { ec2Arn, inRegion, volumeKeyResource, WITHOUT_PROFILE } from '../../core/private/provision/ec2-resources';
import type { PolicyResources } from '../../core/private/provision/statements';
import { isUnresolved } from '../../core/private/validation/tokens-in-text';
import type { RestoreResource } from './restore-permissions';
import type { CloudBerryRestorePlacement } from './restore-placement';

export const ROLE_NAME = 'vmimport';

/**
 * AWS checks a spot request only if it is tagged. Withholding all permissions on the request would therefore not prevent Spot Instances.
 */
const ON_DEMAND = { StringNotEquals: { 'ec2:InstanceMarketType': 'spot' } };

/** Where a restore happens, and what it can use there. */
export interface RestorePlace {
  readonly region: string;
  readonly bucket: s3.IBucket;
  readonly placement?: CloudBerryRestorePlacement;
  readonly shieldInstancesWithRole: boolean;
  readonly ownImagesOnly: boolean;
  readonly mailFrom?: string;
  readonly volumeKey?: kms.IKey;
}

export function restoreResources(scope: Construct, place: RestorePlace): PolicyResources<RestoreResource> {
  const { bucket, mailFrom, placement, region, volumeKey } = place;
  const arn = (type: string, id?: string) => ec2Arn(scope, region, type, id);
  const given = (type: string, ids: string[] | undefined) => ids?.map((id) => arn(type, id)) ?? [arn(type)];
  const subnets = given(
    'subnet',
    placement?.subnets.map(({ subnetId }) => subnetId),
  );
  const groups = given(
    'security-group',
    placement?.securityGroups.map(({ securityGroupId }) => securityGroupId),
  );
  const keyPairs = given('key-pair', placement && (placement.keyPair ? [placement.keyPair.keyPairName] : []));
  const images = [arn('image'), arn('snapshot')];
  // `IfExists`, because an imported image has no owner yet
  const notOfOthers = place.ownImagesOnly ? { StringEqualsIfExists: { 'ec2:Owner': Stack.of(scope).account } } : undefined;
  const shield = place.shieldInstancesWithRole ? WITHOUT_PROFILE : undefined;
  const own = { StringEquals: { 'ec2:Owner': Stack.of(scope).account } };
  return {
    ...bucketResources(bucket),
    region: { arns: ['*'], conditions: inRegion(region) },
    import: { arns: [arn('import-image-task'), arn('volume')] },
    importInstance: { arns: [arn('instance'), arn('volume'), ...groups, ...subnets] },
    importImage: { arns: images, conditions: notOfOthers },
    launchImage: { arns: images, conditions: place.ownImagesOnly ? own : undefined },
    launchInstance: { arns: [arn('instance')], conditions: placement && !placement.spot ? { ...shield, ...ON_DEMAND } : shield },
    // an existing interface has its own subnet
    launchInterface: { arns: [arn('network-interface')], conditions: placement && { ArnEquals: { 'ec2:Subnet': subnets } } },
    launch: { arns: [arn('volume'), ...keyPairs, ...groups, ...subnets] },
    spotRequest: { arns: [arn('spot-instances-request')] },
    instance: { arns: [arn('instance')], conditions: shield },
    attribute: { arns: [arn('volume'), ...groups] },
    tag: { arns: ['import-image-task', 'instance', 'network-interface', 'volume'].map((type) => arn(type)), conditions: shield },
    vmImportRole: { arns: [vmImportRoleArn(scope)] },
    sender:
      mailFrom === undefined
        ? undefined
        : { arns: identities(scope, region, mailFrom), conditions: { StringEquals: { 'ses:FromAddress': mailFrom } } },
    volumeKey: volumeKeyResource(volumeKey, region),
  };
}

/** The service role of this account, whether created here or not. */
export const vmImportRoleArn = (scope: Construct) =>
  Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: ROLE_NAME });

/** The identities that SES may have verified for the address: the address, its domain, or a parent domain. */
function identities(scope: Construct, region: string, address: string): string[] {
  const labels = isUnresolved(address) ? [] : address.slice(address.indexOf('@') + 1).split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  const names = isUnresolved(address) ? ['*'] : [address, ...domains];
  return names.map((resourceName) => Stack.of(scope).formatArn({ service: 'ses', region, resource: 'identity', resourceName }));
}
