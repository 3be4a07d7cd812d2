import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { CallerNetworks } from '../../caller-networks';
import { isPrivate, isRangeOfV6, isReserved, isWide } from '../model/addresses';
import { problem } from './errors';
import { ENDPOINT_ID, VPC_ID } from './forms';
import { listOf } from './nested-types';
import { struct } from './prop-types';
import { parameterOf } from './resolved-later';
import { resource } from './resource-types';
import { text } from './text-types';
import { isUnresolved, withoutTokens } from './tokens-in-text';

/** A range of IPv4 addresses. A mask that is shorter than the address suggests would allow the neighboring addresses. */
export const IPV4_CIDR = text({
  pattern: /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?=\d)|(?=\/))){4}\/(3[0-2]|[12]?\d)$/,
  allowed: 'IPv4 addresses, as CIDR',
  todo: 'For example, 203.0.113.7/32.',
  more: (what, got) => (isUnresolved(got) ? [] : hostBitProblems(what, got)),
});

function hostBitProblems(what: string, got: string): string[] {
  const [address, length] = got.split('/');
  const bits = address.split('.').reduce((all, part) => all * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  const first = bits - (bits % size);
  const network = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
  const todo = `Give ${address}/32 for this address alone, or ${network}/${length} for all ${size}.`;
  return first === bits ? [] : [problem(what, got, 'a range that starts with its first address', todo)];
}

const EXAMPLE = 'For example, 203.0.113.7/32.';

/** Where calls come from on the internet. */
const ADDRESS = text({
  pattern: /^[\d.]+\/\d{1,2}$|^[0-9a-fA-F:]+\/\d{1,3}$/,
  allowed: 'public IPv4 or IPv6 addresses, as CIDR',
  todo: EXAMPLE,
  more: (what, got, place) => (isUnresolved(got) ? ofKnownPart(what, got, place) : ofRange(what, got, place)),
  ofToken: (what, value) => (isWide(value) ? widthOf(what, value) : []), // a private one lets nobody in
});

/** What is written of a range: its address or its length. */
function ofKnownPart(what: string, got: string, place: object): string[] {
  const [address, length] = got.split('/');
  if (length === undefined) {
    return [];
  }
  if (isUnresolved(length) && !isNarrow(length, address)) {
    return [problem(what, got, 'a range of a known length', 'Write the length, or limit its parameter: minValue 8, of IPv6 16.')];
  }
  const narrowest = `${address}/${address.includes(':') ? 128 : 32}`;
  return isUnresolved(address) ? (isWide(`x/${length}`) ? widthOf(what, got) : []) : ofRange(what, narrowest, place);
}

/** Whether a parameter for the length of a range lets no large part of the internet in. */
function isNarrow(length: string, address: string): boolean {
  const { allowedValues = [], minValue } = parameterOf(length) ?? {};
  const least = allowedValues.length > 0 ? Math.min(...allowedValues.map(Number)) : minValue;
  return least !== undefined && !isWide(`${withoutTokens(address, 'x')}/${least}`);
}

const ofRange = (what: string, got: string, place: object): string[] => (got.includes(':') ? ofV6(what, got) : ofV4(what, got, place));

const ofV4 = (what: string, got: string, place: object): string[] => {
  const wrong = IPV4_CIDR.problems(what, got, place);
  return wrong.length > 0 ? wrong : reachOf(what, got);
};

const ofV6 = (what: string, got: string): string[] =>
  isRangeOfV6(got)
    ? reachOf(what, got)
    : [problem(what, got, 'a range of IPv6 addresses that starts with its first address', 'For example, 2001:db8::/48.')];

function reachOf(what: string, got: string): string[] {
  if (isPrivate(got) || isReserved(got)) {
    const todo = isReserved(got)
      ? 'Nobody calls from such an address: it is reserved. Give the public address of the caller.'
      : 'AWS never sees a private address. Give the public address that it is translated to, or vpcs or vpcEndpoints.';
    return [problem(what, got, 'public addresses', todo)];
  }
  return isWide(got) ? widthOf(what, got) : [];
}

const widthOf = (what: string, got: string): string[] => [
  problem(what, got, 'at most a /8 of IPv4, or a /16 of IPv6', 'Name the addresses that the product calls from, or omit onlyFrom.'),
];

const ENDPOINT = resource<ec2.IVpcEndpoint>(
  'vpcEndpointId',
  'a VPC endpoint',
  'Import one by its id: GatewayVpcEndpoint.fromGatewayVpcEndpointId.',
  undefined,
  ENDPOINT_ID,
);

/** In any region: a call keeps the VPC that it came from. */
const ANY_VPC = resource<ec2.IVpc>('vpcId', 'a VPC', 'Import one: Vpc.fromLookup.', undefined, VPC_ID);

const LISTED = 'whose length is known at synth';

export const CALLER_NETWORKS = struct<CallerNetworks>(
  {
    addresses: listOf(ADDRESS, `a list of addresses, ${LISTED}`, EXAMPLE),
    vpcEndpoints: listOf(ENDPOINT, `a list of VPC endpoints, ${LISTED}`, 'For example, [endpoint].'),
    vpcs: listOf(ANY_VPC, `a list of VPCs, ${LISTED}`, 'For example, [vpc].'),
  },
  (rule) => [
    rule(['addresses', 'vpcEndpoints', 'vpcs'], ({ addresses, vpcEndpoints, vpcs }) =>
      [addresses, vpcEndpoints, vpcs].every((one = []) => one.length === 0)
        ? [problem('addresses', addresses, 'at least one address, VPC endpoint or VPC', 'Or omit onlyFrom.')]
        : [],
    ),
  ],
);
