// What IP addresses in CIDR notation say. Nothing here knows a token.

/** Wider than anything that one organization owns: the whole internet, or a large part of it. */
export const isWide = (cidr: string): boolean => lengthOf(cidr) < (cidr.includes(':') ? 16 : 8);

const lengthOf = (cidr: string): number => Number(/\/(\d+)$/.exec(cidr)?.[1] ?? 128);

/**
 * No packet from the internet has such an address as its source: https://www.rfc-editor.org/rfc/rfc6890, read 2026-11-28; of IPv6 (unique local,
 * link-local, loopback) https://www.iana.org/assignments/iana-ipv6-special-registry, read 2026-11-29.
 */
const PRIVATE_V4 = ['10.0.0.0/8', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'];
const PRIVATE_V6 = /^(f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|::1\/128$)/i;

/** No host has such an address: this network, benchmarks, multicast, reserved, broadcast; of IPv6 unspecified, mapped, multicast (same sources). */
const RESERVED_V4 = ['0.0.0.0/8', '198.18.0.0/15', '224.0.0.0/3'];
const RESERVED_V6 = /^(ff[0-9a-f]{2}:|::\/128$|::ffff:)/i;

const isIn = (cidr: string, others: readonly string[]): boolean => others.some((other) => isWithin(cidr, other));

export const isReserved = (cidr: string): boolean => isIn(cidr, RESERVED_V4) || RESERVED_V6.test(cidr);

export const isPrivate = (cidr: string): boolean => isIn(cidr, PRIVATE_V4) || PRIVATE_V6.test(cidr);

/** An address of IPv4 for each way to be in some of these ranges and not in others, and to be public or not: where one begins, and after its end. */
export function examplesOf(ranges: readonly string[]): string[] {
  const edges = ['0.0.0.0/0', ...PRIVATE_V4, ...RESERVED_V4, ...ranges].flatMap((range) => {
    const [address, length = 32] = range.split('/');
    const size = 2 ** (32 - Number(length));
    const first = Math.floor(Number.parseInt(bitsOf(address), 2) / size) * size;
    return [first, first + size];
  });
  const dotted = (edge: number) => [24, 16, 8, 0].map((shift) => (edge >>> shift) & 255).join('.');
  return [...new Set(edges)].filter((edge) => edge < 2 ** 32).map(dotted);
}

/**
 * Whether every address of a range in CIDR notation is one of another range. An address is a range of one. What is no range is in none: `sg-1`, or
 * an IPv4 range in one of IPv6.
 */
export function isWithin(range: string, other: string): boolean {
  const [[bits, length], [otherBits, otherLength]] = [range, other].map((one): [string, number] => {
    const [address, written] = one.split('/');
    const all = bitsOf(address);
    return [all, written === undefined ? all.length : Number(written)];
  });
  const isSameKind = /^([01]{32}|[01]{128})$/.test(bits) && bits.length === otherBits.length;
  return isSameKind && length >= otherLength && bits.slice(0, otherLength) === otherBits.slice(0, otherLength);
}

/** One of eight groups, a double colon for those that are left out. */
const GROUPS = /^([0-9a-f]{1,4}(:[0-9a-f]{1,4})*)?(::([0-9a-f]{1,4}(:[0-9a-f]{1,4})*)?)?$/i;

/** Whether it is an IPv6 range that starts with its first address. */
export function isRangeOfV6(cidr: string): boolean {
  const [address, length] = cidr.split('/');
  const bits = GROUPS.test(address) ? bitsOf(address) : '';
  const isLength = /^\d{1,3}$/.test(length ?? '') && Number(length) <= 128;
  return bits.length === 128 && isLength && !bits.slice(Number(length)).includes('1');
}

/** 32 or 128 bits; others if the address has too many or too few groups. */
function bitsOf(address: string): string {
  const [radix, size, separator] = address.includes(':') ? ([16, 16, ':'] as const) : ([10, 8, '.'] as const);
  const [head, tail] = address.split('::').map((half) => half.split(separator).filter((group) => group !== ''));
  const zeros = tail ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, radix).toString(2).padStart(size, '0')).join('');
}
