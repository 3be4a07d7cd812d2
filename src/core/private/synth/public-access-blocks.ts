import { valueAt } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Json } from '../policy/request';
import { pathOf } from '../validation/shown-value';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { policiesAbove } from './organization-policies';
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
  const block =
    app
      .ofType(OPTIONS)
      .find((one) => one.Condition === undefined && blocks.test(String(one.Properties.InternetGatewayBlockMode)) && isThere(one)) ??
    blockFromAbove(app, stack.account, blocks);
  const isExcluded =
    block && app.ofType(EXCLUSION).some((one) => isFor(app, one, subnet) && mayBe(one.Properties.InternetGatewayExclusionMode, helps));
  return block && !isExcluded
    ? `${block.Type} '${pathOf(block.construct)}' blocks the internet, and no exclusion is for the subnet or its VPC`
    : undefined;
}

/**
 * A declarative policy of the organization that decides the same in all regions, if no other one decides otherwise
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html, read 2026-12-01).
 */
function blockFromAbove(app: FinalApp, account: string, blocks: RegExp): FinalResource | undefined {
  const all = policiesAbove(app, 'DECLARATIVE_POLICY_EC2', account).filter((one) => modeIn(one) !== undefined);
  return all.every((one) => one.Condition === undefined && blocks.test(String(modeIn(one)).replaceAll('_', '-'))) ? all[0] : undefined;
}

const TO_MODE = ['ec2_attributes', 'vpc_block_public_access', 'internet_gateway_block', 'mode', '@@assign'];

const modeIn = ({ Properties }: FinalResource): Json => valueAt(documentIn(Properties.Content), TO_MODE);

const mayBe = (value: unknown, wanted: RegExp): boolean => typeof value === 'object' || wanted.test(String(value));

/** What is not known may be the subnet; a literal is an older one. */
function isFor(app: FinalApp, exclusion: FinalResource, subnet: FinalResource): boolean {
  const { SubnetId, VpcId } = exclusion.Properties;
  const meant = targetOf(app, exclusion, SubnetId === undefined ? 'VpcId' : 'SubnetId');
  const isUnknown = meant === undefined && typeof (SubnetId ?? VpcId) === 'object';
  const own = SubnetId === undefined ? targetOf(app, subnet, 'VpcId') : subnet;
  return isUnknown || own === undefined || meant === own;
}
