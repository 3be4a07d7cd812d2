import { isPrivate } from '../model/addresses';
import { partsOf } from '../policy/document';
import { isIntrinsic } from '../policy/document-text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { rangeIn, rangesOf } from './prefix-lists';
import { mentioning, targetOf } from './related';
import { isServicePublic } from './way-out';

type Rule = FinalResource['Properties'];

/** Addresses that stand in a rule so that there is one, which matches nothing. */
const NOWHERE = /^(255\.255\.255\.255\/32|127\.|::1\/)/;
const HTTPS = 443;

/**
 * Whether these security groups of the app certainly let no HTTPS out to Amazon S3 from a subnet. Without rules of its own, a group lets everything
 * out. The usual names of the service have IPv4 addresses (.../AmazonS3/latest/userguide/dual-stack-endpoints.html, read 2026-11-30).
 */
export function isClosedToS3(app: FinalApp, groups: readonly FinalResource[], subnet: FinalResource | undefined): boolean {
  const isPublic = subnet !== undefined && isServicePublic(app, subnet, 's3');
  return groups.length > 0 && groups.every((group) => isClosed(app, group, (by, rule) => letsOut(app, by, rule, isPublic)));
}

/** Whether they certainly do not let it out to a forward proxy either, which may have any address, and any port that is not of DNS or NTP. */
export const isClosedToProxies = (app: FinalApp, groups: readonly FinalResource[]): boolean =>
  groups.length > 0 && groups.every((group) => isClosed(app, group, (_, rule) => mayReachProxy(rule)));

function isClosed(app: FinalApp, group: FinalResource, isWay: (by: FinalResource, rule: Rule) => boolean): boolean {
  const inGroup = partsOf(group.Properties.SecurityGroupEgress).map(({ value }) => ({ by: group, rule: value as Rule }));
  const apart = mentioning(app, group, 'AWS::EC2::SecurityGroupEgress')
    .filter((by) => targetOf(app, by, 'GroupId') === group)
    .map((by) => ({ by, rule: by.Properties }));
  return inGroup.length > 0 && ![...inGroup, ...apart].some(({ by, rule }) => isWay(by, rule));
}

const isKnown = (value: unknown): boolean => typeof value !== 'object';

/** Whether an outbound rule may let HTTPS out to S3: what only the deployment knows may. */
const letsOut = (app: FinalApp, by: FinalResource, rule: Rule, isPublic: boolean): boolean =>
  isIntrinsic(rule) || (mayBeTcp(rule, (from, to) => from <= HTTPS && HTTPS <= to) && leadsToS3(app, by, rule, isPublic));

const mayReachProxy = (rule: Rule): boolean =>
  isIntrinsic(rule) ||
  (mayBeTcp(rule, (from, to) => from !== to || !NO_PROXY.includes(from)) &&
    DESTINATIONS.some((name) => rule[name] !== undefined && !NOWHERE.test(String(rule[name]))));

const NO_PROXY = [53, 123];
const DESTINATIONS = ['CidrIp', 'CidrIpv6', 'DestinationPrefixListId', 'DestinationSecurityGroupId'];

/** `isPort` is asked about a range of ports that is known. */
function mayBeTcp({ FromPort, IpProtocol, ToPort }: Rule, isPort: (from: number, to: number) => boolean): boolean {
  const isAny = `${IpProtocol}` === '-1' || !isKnown(IpProtocol);
  const mayBePort = ![FromPort, ToPort].every(isKnown) || Number(FromPort ?? -1) === -1 || isPort(Number(FromPort), Number(ToPort));
  return isAny || (/^(tcp|6)$/.test(String(IpProtocol)) && mayBePort);
}

/** `isPublic`: S3 has public addresses only. */
function leadsToS3(app: FinalApp, { construct: { stack } }: FinalResource, rule: Rule, isPublic: boolean): boolean {
  const isOfS3 = (cidr: unknown) => {
    const range = rangeIn(app, stack, cidr);
    return range === undefined || !(NOWHERE.test(range) || (isPublic && (isPrivate(range) || range.includes(':'))));
  };
  const { CidrIp, CidrIpv6, DestinationPrefixListId, DestinationSecurityGroupId } = rule;
  const list = DestinationPrefixListId === undefined ? [] : (rangesOf(app, stack, DestinationPrefixListId) ?? [DestinationPrefixListId]);
  return (
    [CidrIp, CidrIpv6, ...list].some((one) => one !== undefined && isOfS3(one)) || (DestinationSecurityGroupId !== undefined && !isPublic)
  );
}
