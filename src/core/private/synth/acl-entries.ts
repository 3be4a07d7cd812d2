import { isWithin } from '../model/addresses';
import { all, type Truth } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { rangeIn } from './prefix-lists';

/** An entry of a network ACL for IPv4. Undefined stands for what only the deployment knows. */
export interface AclEntry {
  readonly allows: boolean;
  readonly isEgress: Truth;
  readonly number: number | undefined;
  readonly isTcp: Truth;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly range: string | undefined;
}

/** A packet of TCP over IPv4, to or from an address outside of a subnet. */
export interface Packet {
  readonly egress: boolean;
  readonly port: number;
  readonly peer: string;
}

/** What a network ACL that the app does not change has: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
export const OF_DEFAULT = [true, false].map((isEgress): AclEntry => {
  const everything = { isTcp: true, from: 0, to: 65_535, range: '0.0.0.0/0' };
  return { ...everything, allows: true, isEgress, number: 100 };
});

/** The entries that may have an effect. What the deployment may leave out, or number as it likes, denies nothing. */
export const entriesOf = (app: FinalApp, resources: readonly FinalResource[]): AclEntry[] =>
  resources
    .filter(({ Properties }) => Properties.CidrBlock !== undefined)
    .map((one) => ({ entry: entryOf(app, one), isSure: one.Condition === undefined }))
    .flatMap(({ entry, isSure }) => (entry.allows || (isSure && entry.number !== undefined) ? entry : []));

function entryOf(app: FinalApp, { construct, Properties }: FinalResource): AclEntry {
  const { CidrBlock, Egress = false, PortRange, Protocol, RuleAction, RuleNumber } = Properties;
  const isUnknown = typeof Protocol === 'object';
  const ports = `${Protocol}` === '-1' ? { From: 0, To: 65_535 } : isUnknown ? undefined : PortRange;
  return {
    allows: RuleAction !== 'deny',
    isEgress: typeof Egress === 'object' ? undefined : `${Egress}` === 'true',
    number: numberOf(RuleNumber),
    isTcp: isUnknown ? undefined : /^(-1|6)$/.test(`${Protocol}`),
    from: numberOf(ports?.From),
    to: numberOf(ports?.To),
    range: rangeIn(app, construct.stack, CidrBlock),
  };
}

const numberOf = (value: unknown): number | undefined => (Number.isNaN(Number(value)) ? undefined : Number(value));

export const inOrder = (entries: readonly AclEntry[]): AclEntry[] =>
  [...entries].sort((one, other) => (one.number ?? 0) - (other.number ?? 0));

/** The first entry that fits decides: one that may fit may allow, and denies nothing. */
export const mayPass = (entries: readonly AclEntry[], packet: Packet): boolean =>
  entries.find((one) => (one.allows ? fits(one, packet) !== false : fits(one, packet)))?.allows ?? false;

const fits = ({ from, isEgress, isTcp, range, to }: AclEntry, { egress, peer, port }: Packet): Truth =>
  all([
    isEgress === undefined ? undefined : isEgress === egress,
    isTcp,
    from === undefined ? undefined : from <= port,
    to === undefined ? undefined : port <= to,
    range === undefined ? undefined : isWithin(peer, range),
  ]);
