import { lookup, resolveSrv } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Addresses of a host: its own, or else those that its SIP service names. Empty: there are none. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  if (isIP(host)) return [host];
  const own = await addressesOf(host);
  if (own.length > 0) return own;
  const services = await Promise.all(
    ['_sip._udp', '_sip._tcp', '_sips._tcp'].map((service) => resolveSrv(`${service}.${host}`).catch(() => [])),
  );
  return (await Promise.all(services.flat().map(({ name }) => addressesOf(name)))).flat();
}

/** No such name and no answer are the same here: there is no address now. */
const addressesOf = async (host: string): Promise<readonly string[]> =>
  lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  );
