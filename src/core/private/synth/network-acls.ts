import { pathOf } from '../validation/shown-value';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { Mentions } from './mentions';
import { mentioning, targetOf } from './related';

/** Packets of TCP over IPv4 that leave or enter a subnet, with a destination port in this range. */
export interface Flow {
  readonly egress: boolean;
  readonly from: number;
  readonly to: number;
}

const flow = (egress: boolean, from: number, to = from): Flow => ({ egress, from, to });

/** Any system takes answers on a part of these ports. */
const [FIRST, LAST] = [1024, 65_535];

/** What a call over HTTPS and its answer need. */
export const HTTPS_OUT = [flow(true, 443), flow(false, FIRST, LAST)];
/** The same, if it may go to a forward proxy, whose port is not known. */
export const TCP_OUT = [flow(true, 1, LAST), flow(false, FIRST, LAST)];
/** The same of connections from outside. */
export const connectionsTo = (port: number): Flow[] => [flow(false, port), flow(true, FIRST, LAST)];

interface Acl {
  readonly path: string;
  readonly entries: readonly FinalResource['Properties'][];
}

/** The network ACL of the app that certainly stops some of this at a subnet, and what: nothing inside of a subnet passes it. */
export function stoppedByAcl(app: FinalApp, subnet: FinalResource, flows: readonly Flow[]): string | undefined {
  const acl = aclOf(app, subnet);
  const stopped = acl ? flows.filter((one) => !mayPass(acl.entries, one)) : [];
  const said = stopped.map(
    ({ egress, from, to }) => `${egress ? 'outbound' : 'inbound'} TCP on port ${from === to ? from : `${from}-${to}`}`,
  );
  return stopped.length > 0 ? `network ACL '${acl?.path}' denies ${said.join(', ')}` : undefined;
}

function aclOf(app: FinalApp, subnet: FinalResource): Acl | undefined {
  const associations = mentioning(app, subnet, 'AWS::EC2::SubnetNetworkAclAssociation');
  if (associations.length > 0) {
    const [acl] = associations.map((one) => (one.Condition === undefined ? targetOf(app, one, 'NetworkAclId') : undefined));
    return acl && associations.length === 1 && acl.Type === 'AWS::EC2::NetworkAcl'
      ? { path: pathOf(acl.construct), entries: entriesOf(app, acl, 'Id') }
      : undefined;
  }
  const vpc = targetOf(app, subnet, 'VpcId');
  return vpc?.Type === 'AWS::EC2::VPC'
    ? { path: `${pathOf(vpc.construct)}, the default one`, entries: [...entriesOf(app, vpc, 'DefaultNetworkAcl'), ...OF_DEFAULT] }
    : undefined;
}

const OF_DEFAULT = [true, false].map((Egress) => ({ Egress, RuleNumber: 100, RuleAction: 'allow', Protocol: -1, CidrBlock: '0.0.0.0/0' }));

/** `Ref` of an ACL is its id, too. What the deployment may leave out denies nothing. */
const entriesOf = (app: FinalApp, of: FinalResource, attribute: string): FinalResource['Properties'][] =>
  Mentions.of(app)
    .to(of.construct)
    .filter(
      (one) =>
        one.by.Type === 'AWS::EC2::NetworkAclEntry' && one.at === 'NetworkAclId' && (attribute === 'Id' || one.attribute === attribute),
    )
    .filter(({ by }) => by.Condition === undefined || by.Properties.RuleAction !== 'deny')
    .map(({ by }) => by.Properties);

/** The first entry that fits decides. What only the deployment knows may allow, and denies nothing. */
function mayPass(entries: Acl['entries'], { egress, from, to }: Flow): boolean {
  const isOf = ({ Egress = false }) => typeof Egress === 'object' || (`${Egress}` === 'true') === egress;
  const deciding = [...entries]
    .filter(isOf)
    .sort((one, other) => Number(one.RuleNumber) - Number(other.RuleNumber))
    .find((one) => (one.RuleAction === 'deny' ? isForAll(one, from, to) : isForSome(one, from, to)));
  return deciding !== undefined && deciding.RuleAction !== 'deny';
}

const isTcp = (protocol: unknown): boolean => /^(-1|6)$/.test(`${protocol}`);

function isForSome({ CidrBlock, PortRange, Protocol }: FinalResource['Properties'], from: number, to: number): boolean {
  const [first, last] = [PortRange?.From, PortRange?.To].map((port) => (typeof port === 'object' ? undefined : Number(port ?? -1)));
  const isInRange = `${Protocol}` === '-1' || typeof PortRange?.['Fn::If'] === 'object' || ((first ?? from) <= to && (last ?? to) >= from);
  return CidrBlock !== undefined && (typeof Protocol === 'object' || isTcp(Protocol)) && isInRange;
}

function isForAll({ CidrBlock, Egress, PortRange, Protocol, RuleNumber }: FinalResource['Properties'], from: number, to: number): boolean {
  const isInRange = `${Protocol}` === '-1' || (Number(PortRange?.From) <= from && Number(PortRange?.To) >= to);
  const isKnown = typeof Egress !== 'object' && !Number.isNaN(Number(RuleNumber));
  return isKnown && CidrBlock === '0.0.0.0/0' && isTcp(Protocol) && isInRange;
}
