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

/** 32 or 128 bits; others if the address has too many or too few groups. */
export function bitsOf(address: string): string {
  const [radix, size, separator] = address.includes(':') ? ([16, 16, ':'] as const) : ([10, 8, '.'] as const);
  const [head, tail] = address.split('::').map((half) => half.split(separator).filter((group) => group !== ''));
  const zeros = tail ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, radix).toString(2).padStart(size, '0')).join('');
}
