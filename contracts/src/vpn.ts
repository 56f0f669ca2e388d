import { z } from 'zod';
import { tunnelReportSchema } from './appliance';
import { pageQuerySchema } from './paging';

/** What a peer may reach here. */
export const VPN_SERVICES = ['reporting-database', 'console', 'support'] as const;
export const VPN_AUTHENTICATIONS = ['certificate', 'pre-shared-key'] as const;

/** Names become names of connections and of files. */
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens');
const address = z.union([z.ipv4(), z.ipv6()]);
const network = z.union([z.cidrv4(), z.cidrv6()]);
/** What IKE calls an identity: a host name, an address or an e-mail address; nothing that could end a line. */
const identity = z.string().regex(/^[A-Za-z0-9.@:_-]{1,120}$/, 'must be a host name, an address or an e-mail address');
const preSharedKey = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{20,200}$/, 'must be 20 signs or more, without quotes and backslashes');

const fields = {
  name,
  enabled: z.boolean(),
  /** Where the peer is; it may also call from anywhere. */
  remote: z.union([address, z.literal('anywhere')]),
  localIdentity: identity,
  remoteIdentity: identity,
  /** The address here that the tunnel leads to. */
  localAddress: z.ipv4(),
  remoteNetworks: z.array(network).min(1).max(32),
  services: z.array(z.enum(VPN_SERVICES)).min(1),
  /** Start the tunnel from here, or wait for the peer. */
  initiate: z.boolean(),
};

/** One other end of a tunnel, as the machine is told of it. */
export const peerSchema = z.strictObject({
  ...fields,
  authentication: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('certificate') }),
    z.strictObject({ kind: z.literal('pre-shared-key'), key: preSharedKey }),
  ]),
  /** Counts the changes made in the console. */
  version: z.number().int().default(1),
});
export type Peer = z.infer<typeof peerSchema>;

export const peersSchema = z.strictObject({
  peers: z
    .array(peerSchema)
    .max(50)
    .refine((peers) => new Set(peers.map((each) => each.name)).size === peers.length, 'names must differ'),
});

/** POST and PUT /vpn-peers. */
export const saveVpnPeerSchema = z.object({
  ...fields,
  authentication: z.enum(VPN_AUTHENTICATIONS),
  /** Left out: the one that is kept stays. */
  key: preSharedKey.optional(),
  version: z.number().int().optional(),
});
export type SaveVpnPeer = z.infer<typeof saveVpnPeerSchema>;

/** Its key is told to nobody. */
export const vpnPeerSchema = z.object({
  ...fields,
  id: name,
  authentication: z.enum(VPN_AUTHENTICATIONS),
  version: z.number().int(),
  /** As the machine saw it last; null: it has not said yet. */
  tunnel: tunnelReportSchema.shape.peers.element.nullable(),
});
export type VpnPeer = z.infer<typeof vpnPeerSchema>;

export const vpnPeerListQuerySchema = pageQuerySchema.extend({ sort: z.enum(['name', '-name']).optional() });
export type VpnPeerListQuery = z.infer<typeof vpnPeerListQuerySchema>;
export const vpnPeerIdSchema = z.object({ id: name });
