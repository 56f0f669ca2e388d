/** A block of addresses: all whose first `prefix` bits equal those of `base`. IPv4 lives at `::ffff:0:0/96`, as in mapped addresses. */
export interface IpRange {
  readonly base: bigint;
  readonly prefix: number;
}

const BITS = 128;
const MAPPED_V4 = 0xffffn << 32n;

/** Reads an IPv4 or IPv6 address into 128 bits; null when it is none. An IPv6 zone (`%eth0`) is ignored. */
export function parseAddress(text: string): bigint | null {
  const bare = text.split('%', 1)[0] ?? '';
  if (!bare.includes(':')) {
    const v4 = parseV4(bare);
    return v4 === null ? null : MAPPED_V4 | v4;
  }
  return parseV6(bare);
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a bare address (then all its bits count). Bits past the prefix must be zero. */
export function parseRange(text: string): IpRange | null {
  const [address, length, ...rest] = text.trim().split('/');
  if (address === undefined || rest.length > 0) return null;
  const base = parseAddress(address);
  if (base === null) return null;
  const shift = address.includes(':') ? 0 : 96;
  const prefix = length === undefined ? BITS : parsePrefix(length, BITS - shift);
  if (prefix === null) return null;
  const range = { base, prefix: length === undefined ? BITS : prefix + shift };
  return (base & hostMask(range.prefix)) === 0n ? range : null;
}

export const contains = (range: IpRange, address: bigint): boolean =>
  (address | hostMask(range.prefix)) === (range.base | hostMask(range.prefix));

/** Whether any of `ranges` (texts that were accepted before) holds `address`; an unreadable address is in none. */
export function inRanges(ranges: readonly string[], address: string): boolean {
  const parsed = parseAddress(address);
  if (parsed === null) return false;
  return ranges.some((text) => {
    const range = parseRange(text);
    return range !== null && contains(range, parsed);
  });
}

const hostMask = (prefix: number): bigint => (1n << BigInt(BITS - prefix)) - 1n;

function parsePrefix(text: string, most: number): number | null {
  if (!/^\d{1,3}$/.test(text)) return null;
  const prefix = Number(text);
  return prefix <= most ? prefix : null;
}

function parseV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    // A leading zero means octal to some readers: refuse rather than guess.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function parseV6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = words(halves[0] ?? '');
  const tail = halves.length === 2 ? words(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce((value, word) => (value << 16n) | word, 0n);
}

/** The 16-bit words of one side of `::`; a dotted IPv4 may stand at the end. */
function words(text: string): bigint[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const result: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const v4 = index === parts.length - 1 ? parseV4(part) : null;
      if (v4 === null) return null;
      result.push(v4 >> 16n, v4 & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) result.push(BigInt(`0x${part}`));
    else return null;
  }
  return result;
}
