import { z } from 'zod';

/** Names become names of connections and of files. */
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens');
const address = z.union([z.ipv4(), z.ipv6()]);
const network = z.union([z.cidrv4(), z.cidrv6()]);
/** What IKE calls an identity: a host name, an address or an e-mail address; nothing that could end a line. */
const identity = z.string().regex(/^[A-Za-z0-9.@:_-]{1,120}$/, 'must be a host name, an address or an e-mail address');

/** What a peer may reach here. */
export const SERVICES = {
  'reporting-database': { protocol: 'tcp', port: 5433 },
  console: { protocol: 'tcp', port: 443 },
  support: { protocol: 'tcp', port: 22 },
} as const;

export const serviceNames = ['reporting-database', 'console', 'support'] as const;

/** One other end of a tunnel. */
export const peerSchema = z.strictObject({
  name,
  enabled: z.boolean(),
  /** Where the peer is; it may also call from anywhere. */
  remote: z.union([address, z.literal('anywhere')]),
  localIdentity: identity,
  remoteIdentity: identity,
  /** The address here that the tunnel leads to. */
  localAddress: z.ipv4(),
  remoteNetworks: z.array(network).min(1).max(32),
  services: z.array(z.enum(serviceNames)).min(1),
  authentication: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('certificate') }),
    z.strictObject({
      kind: z.literal('pre-shared-key'),
      key: z
        .string()
        .regex(/^[\x21\x23-\x5b\x5d-\x7e]{20,200}$/, 'must be 20 signs or more, without quotes and backslashes'),
    }),
  ]),
  /** Start the tunnel from here, or wait for the peer. */
  initiate: z.boolean(),
});

export type Peer = z.infer<typeof peerSchema>;

export const peersSchema = z.strictObject({
  peers: z
    .array(peerSchema)
    .max(50)
    .refine((peers) => new Set(peers.map((each) => each.name)).size === peers.length, 'names must differ'),
});
