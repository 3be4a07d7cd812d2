import { examplesOf, isPrivate, isReserved, isWithin } from '../model/addresses';
import { pathOf } from '../validation/shown-value';
import { type AclEntry, entriesOf, inOrder, mayPass, OF_DEFAULT } from './acl-entries';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { Mentions } from './mentions';
import { mentioning, targetOf } from './related';

/** Packets of TCP over IPv4 that leave or enter a subnet, with a destination port in this range. */
interface Flow {
  readonly egress: boolean;
  readonly from: number;
  readonly to: number;
}

/** The addresses that something outside of a subnet may have. */
interface Peers {
  readonly name: string;
  /** What `has` compares with, apart from public and private. */
  readonly ranges: readonly string[];
  readonly has: (address: string) => boolean;
}

/** What all passes between a subnet and one address of its peers. */
export interface Connection {
  readonly flows: readonly Flow[];
  /** Default: any address */
  readonly peers?: Peers;
}

const flow = (egress: boolean, from: number, to = from): Flow => ({ egress, from, to });
const within = (range: string): Peers => ({ name: range, ranges: [range], has: (address) => isWithin(address, range) });

/** Public addresses but those of others. */
const publicBut = (others: readonly string[]): Peers => ({
  ...{ name: 'public addresses', ranges: others },
  has: (address) => !isPrivate(address) && !isReserved(address) && !others.some((one) => isWithin(address, one)),
});

/** Any system takes answers on a part of these ports. */
const [FIRST, LAST] = [1024, 65_535];

/** A call over HTTPS and its answer. */
const HTTPS: Connection = { flows: [flow(true, 443), flow(false, FIRST, LAST)] };
export const callsOver = (isPublic: boolean, others: readonly string[]): Connection =>
  isPublic ? { ...HTTPS, peers: publicBut(others) } : HTTPS;
/** A call that may go to a forward proxy, whose port and address are not known. */
export const TO_PROXY: Connection = { flows: [flow(true, 1, LAST), flow(false, FIRST, LAST)] };
/** Connections from outside, from some of each range. */
export function connectionsTo(port: number, ranges: readonly string[]): Connection[] {
  const flows = [flow(false, port), flow(true, FIRST, LAST)];
  return ranges.length > 0 ? ranges.map((range) => ({ flows, peers: within(range) })) : [{ flows }];
}

/** The network ACL of the app that certainly stops some of this at a subnet, and what: nothing inside of a subnet passes it. */
export function stoppedByAcl(app: FinalApp, subnet: FinalResource, connections: readonly Connection[]): string | undefined {
  const acl = connections.length > 0 ? aclOf(app, subnet) : undefined;
  const stopped = new Set(acl && connections.flatMap((one) => stoppedIn(acl.entries, one)));
  return stopped.size > 0 ? `network ACL '${acl?.path}' denies ${[...stopped].join(', ')}` : undefined;
}

/** What no address of the peers may send or get; or all, if there is none that may do everything. */
function stoppedIn(entries: readonly AclEntry[], { flows, peers = within('0.0.0.0/0') }: Connection): string[] {
  const examples = examplesOf([...entries.flatMap(({ range }) => range ?? []), ...peers.ranges]);
  const passes = (one: Flow) => (peer: string) =>
    portsOf(entries, one).some((port) => mayPass(entries, { egress: one.egress, peer, port }));
  if (examples.some((peer) => peers.has(peer) && flows.every((one) => passes(one)(peer)))) {
    return [];
  }
  const own = examples.filter(peers.has);
  const said = (one: Flow) => `${textOf(one)}${examples.some(passes(one)) ? ` ${one.egress ? 'to' : 'from'} ${peers.name}` : ''}`;
  const stopped = flows.filter((one) => !own.some(passes(one)));
  return stopped.length > 0 ? stopped.map(said) : [flows.map(said).join(' or ')];
}

const textOf = ({ egress, from, to }: Flow) => `${egress ? 'outbound' : 'inbound'} TCP on port ${from === to ? from : `${from}-${to}`}`;

/** A port of a flow for each way to be in the ranges of entries. */
const portsOf = (entries: readonly AclEntry[], { from, to }: Flow): number[] =>
  [from, ...entries.flatMap((one) => [one.from ?? from, (one.to ?? to) + 1])].filter((port) => from <= port && port <= to);

interface Acl {
  readonly path: string;
  readonly entries: readonly AclEntry[];
}

function aclOf(app: FinalApp, subnet: FinalResource): Acl | undefined {
  const associations = mentioning(app, subnet, 'AWS::EC2::SubnetNetworkAclAssociation');
  if (associations.length > 0) {
    const [acl] = associations.map((one) => (one.Condition === undefined ? targetOf(app, one, 'NetworkAclId') : undefined));
    return acl && associations.length === 1 && acl.Type === 'AWS::EC2::NetworkAcl'
      ? aclWith(pathOf(acl.construct), entriesOf(app, resourcesOf(app, acl, 'Id')))
      : undefined;
  }
  const vpc = targetOf(app, subnet, 'VpcId');
  return vpc?.Type === 'AWS::EC2::VPC'
    ? aclWith(`${pathOf(vpc.construct)}, the default one`, [...entriesOf(app, resourcesOf(app, vpc, 'DefaultNetworkAcl')), ...OF_DEFAULT])
    : undefined;
}

const aclWith = (path: string, entries: readonly AclEntry[]): Acl => ({ path, entries: inOrder(entries) });

/** `Ref` of an ACL is its id, too. */
const resourcesOf = (app: FinalApp, of: FinalResource, attribute: string): FinalResource[] =>
  Mentions.of(app)
    .to(of.construct)
    .filter(
      (one) =>
        one.by.Type === 'AWS::EC2::NetworkAclEntry' && one.at === 'NetworkAclId' && (attribute === 'Id' || one.attribute === attribute),
    )
    .map(({ by }) => by);
