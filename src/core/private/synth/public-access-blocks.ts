import { pathOf } from '../validation/shown-value';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { targetOf } from './related';
import { isSamePlace } from './resource-names';

const OPTIONS = 'AWS::EC2::VPCBlockPublicAccessOptions';
const EXCLUSION = 'AWS::EC2::VPCBlockPublicAccessExclusion';

/** By what has to pass an internet gateway: what blocks it, and which exclusions help (.../AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html, read 2026-11-30). */
const WAYS = {
  in: { blocks: /^block-(bidirectional|ingress)$/, helps: /^allow-bidirectional$/ },
  out: { blocks: /^block-bidirectional$/, helps: /^allow-/ },
};

/** What in the app keeps a subnet from the internet. A NAT gateway only lets out. */
export function publicAccessBlock(app: FinalApp, subnet: FinalResource, way: keyof typeof WAYS): string | undefined {
  const { blocks, helps } = WAYS[way];
  const { stack } = subnet.construct;
  const isThere = ({ construct }: FinalResource) => isSamePlace(app, stack, construct.stack);
  const block = app
    .ofType(OPTIONS)
    .find((one) => one.Condition === undefined && blocks.test(String(one.Properties.InternetGatewayBlockMode)) && isThere(one));
  const isExcluded =
    block && app.ofType(EXCLUSION).some((one) => isFor(app, one, subnet) && mayBe(one.Properties.InternetGatewayExclusionMode, helps));
  return block && !isExcluded
    ? `${OPTIONS} '${pathOf(block.construct)}' blocks the internet, and no exclusion is for the subnet or its VPC`
    : undefined;
}

const mayBe = (value: unknown, wanted: RegExp): boolean => typeof value === 'object' || wanted.test(String(value));

/** What is not known may be the subnet; a literal is an older one. */
function isFor(app: FinalApp, exclusion: FinalResource, subnet: FinalResource): boolean {
  const { SubnetId, VpcId } = exclusion.Properties;
  const meant = targetOf(app, exclusion, SubnetId === undefined ? 'VpcId' : 'SubnetId');
  const isUnknown = meant === undefined && typeof (SubnetId ?? VpcId) === 'object';
  const own = SubnetId === undefined ? targetOf(app, subnet, 'VpcId') : subnet;
  return isUnknown || own === undefined || meant === own;
}
