/** Hosts that may be asked although they are private: `crm.internal`, `*.internal`, `10.0.0.5:8080`. */
export type AllowedHosts = readonly string[];

/** Whether the list names the host, with this port or with any. */
export function isListed({ host, hostname }: Pick<URL, 'host' | 'hostname'>, allowed: AllowedHosts): boolean {
  return allowed.some((each) =>
    each.startsWith('*.') ? hostname.endsWith(each.slice(1)) : each === host || each === hostname,
  );
}

/**
 * Whether an IP address is one of the public internet. Everything that is not is refused unless it is listed: private and
 * shared networks, this machine, link-local addresses (cloud metadata), multicast and what is reserved.
 */
export function isPublicAddress(address: string): boolean {
  if (address.includes(':')) return isPublicV6(address.toLowerCase());
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return false;
  const [a = 0, b = 0, c = 0] = parts;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  if (a === 198 && (b === 18 || b === 19)) return false;
  return !(a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2))));
}

/** Only global unicast (2000::/3), without the ranges that carry IPv4 or are for documents. */
function isPublicV6(address: string): boolean {
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  if (mapped) return isPublicAddress(mapped[1] ?? '');
  const first = parseInt(address.split(':')[0] ?? '', 16);
  if (Number.isNaN(first) || first < 0x2000 || first > 0x3fff) return false;
  return first !== 0x2002 && !/^2001:(0{0,4}:|0?db8:)/.test(address);
}

/** What can be said of an address before it is asked; templates may stand in its path and query, not in its host. */
export function judgeAddress(url: string, allowed: AllowedHosts): 'url-not-valid' | 'url-not-allowed' | null {
  const fixed = /^https?:\/\/[^/?#{]+/i.exec(url.trim())?.[0];
  const rest = fixed === undefined ? '' : url.trim().slice(fixed.length);
  if (fixed === undefined || (rest !== '' && !/^[/?#]/.test(rest)) || !URL.canParse(fixed)) return 'url-not-valid';
  const parsed = new URL(fixed);
  if (parsed.username !== '' || parsed.password !== '') return 'url-not-valid';
  if (isListed(parsed, allowed)) return null;
  const literal = parsed.hostname.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$/.test(literal) || literal.includes(':');
  return literal === 'localhost' || (isAddress && !isPublicAddress(literal)) ? 'url-not-allowed' : null;
}
