import { VPN_SERVICES } from '#contracts';

export { peerSchema, peersSchema, type Peer } from '#contracts';
export { VPN_SERVICES as serviceNames };

/** Where each service is reached. */
export const SERVICES: Readonly<
  Record<(typeof VPN_SERVICES)[number], { readonly protocol: string; readonly port: number }>
> = {
  'reporting-database': { protocol: 'tcp', port: 5433 },
  console: { protocol: 'tcp', port: 443 },
  support: { protocol: 'tcp', port: 22 },
};
