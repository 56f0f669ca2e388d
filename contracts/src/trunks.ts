import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema } from './paging';

/** Opus and G.711 are transcoded by the switch; G.729 only passes through between two sides that both speak it. */
export const TRUNK_CODECS = ['OPUS', 'PCMA', 'PCMU', 'G729'] as const;
/** `provider`: comes with the service; `byoc`: the customer's own carrier, paid per channel. */
export const TRUNK_SUPPLIERS = ['provider', 'byoc'] as const;
/** `own`: the number that the call brings, when it is one of the trunk's; else, or with `fixed`, the trunk's number. */
export const CALLER_ID_RULES = ['own', 'fixed'] as const;
/** Whether the switch has the trunk as it stands here. */
export const TRUNK_LINE_STATES = ['pending', 'applied', 'refused'] as const;
/** Why the switch has not taken it; `detail` says more. */
export const TRUNK_LINE_REASONS = [
  'no-directory',
  'name-of-setup',
  'host-unknown',
  'invalid',
  'switch-refused',
  'password-unreadable',
] as const;
export const TRUNK_STATES = ['unknown', 'up', 'trying', 'down'] as const;

const e164Prefix = z.string().regex(/^\+[1-9]\d{0,14}$/, { error: 'phone-prefix' });
const trunkShape = {
  /** The word that calls, events and the switch know it by; never changes. */
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'trunk-name' }),
  title: z.string().trim().min(1).max(80),
  supplier: z.enum(TRUNK_SUPPLIERS).default('provider'),
  host: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/, { error: 'host' }),
  port: z.number().int().min(1).max(65_535).nullable().default(null),
  transport: z.enum(['udp', 'tcp', 'tls']).default('udp'),
  /** `registration` signs in there with user and password; `address` is trusted by its address. */
  authentication: z.enum(['registration', 'address']).default('address'),
  username: z.string().trim().max(80).default(''),
  /** Addresses and networks (CIDR) that its calls come from; empty: those of `host`. */
  addresses: z
    .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'ip-network' }))
    .max(50)
    .default([]),
  /** The switch asks it every 30 s for a sign of life (SIP OPTIONS); without, a trunk by address counts as up. */
  pings: z.boolean().default(true),
  codecs: z.array(z.enum(TRUNK_CODECS)).min(1).max(TRUNK_CODECS.length).default(['PCMA', 'PCMU']),
  /** Calls at the same time, both directions together. */
  channels: z.number().int().min(1).max(5000).default(30),
  callerIdRule: z.enum(CALLER_ID_RULES).default('own'),
  callerIdNumber: z
    .string()
    .regex(/^\+[1-9]\d{5,14}$/, { error: 'phone-number' })
    .nullable()
    .default(null),
  /** Numbers that come in by it and may be shown by it, as beginnings; empty: any. */
  numberPrefixes: z.array(e164Prefix).max(200).default([]),
  active: z.boolean().default(true),
} as const;

export const saveTrunkSchema = z.object({
  ...trunkShape,
  /** Write only; left out or empty: stays as it is. */
  password: z
    .string()
    .max(200)
    .regex(/^[^\s"<>&]*$/, { error: 'pattern' })
    .optional(),
  version: z.number().int().optional(),
});
export type SaveTrunk = z.infer<typeof saveTrunkSchema>;

export const trunkSchema = z.object({
  id: idSchema,
  name: z.string(),
  title: z.string(),
  supplier: z.enum(TRUNK_SUPPLIERS),
  host: z.string(),
  port: z.number().int().nullable(),
  transport: z.enum(['udp', 'tcp', 'tls']),
  authentication: z.enum(['registration', 'address']),
  username: z.string(),
  /** Whether a password is stored; it is never given out. */
  hasPassword: z.boolean(),
  addresses: z.array(z.string()),
  pings: z.boolean(),
  codecs: z.array(z.enum(TRUNK_CODECS)),
  channels: z.number().int(),
  callerIdRule: z.enum(CALLER_ID_RULES),
  callerIdNumber: z.string().nullable(),
  numberPrefixes: z.array(z.string()),
  active: z.boolean(),
  health: z.object({
    state: z.enum(TRUNK_STATES),
    since: instantSchema.nullable(),
    channelsUsed: z.number().int(),
    lastError: z.string().nullable(),
    lastErrorAt: instantSchema.nullable(),
  }),
  line: z.object({
    state: z.enum(TRUNK_LINE_STATES),
    reason: z.enum(TRUNK_LINE_REASONS).nullable(),
    detail: z.string().nullable(),
    at: instantSchema.nullable(),
  }),
  version: z.number().int(),
});
export type Trunk = z.infer<typeof trunkSchema>;
export const trunkListQuerySchema = listQuerySchema(['name', 'title'], { active: z.stringbool().optional() });

/** After which ends of an attempt the next trunk is tried. Somebody who is busy or does not answer is never called again. */
export const RETRY_CAUSES = [
  'network-failure',
  'congestion',
  'unknown-trunk',
  'unavailable',
  'failed',
  'unallocated',
] as const;
export type RetryCause = (typeof RETRY_CAUSES)[number];

/** Outbound calls that match go by these trunks, in their order. Routes are asked by `position`. */
export const saveTrunkRouteSchema = z.object({
  name: z.string().trim().min(1).max(80),
  position: z.number().int().min(1).max(10_000).default(100),
  /** Beginnings of called numbers; empty: all. */
  prefixes: z.array(e164Prefix).max(200).default([]),
  /** Null: calls of every campaign and of none. */
  campaignId: idSchema.nullable().default(null),
  /** ISO weekdays 1–7 and local times of the Order's zone; null: always. `from` > `to` runs over midnight. */
  hours: z
    .object({
      days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
      from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time' }),
      to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time' }),
    })
    .nullable()
    .default(null),
  trunkIds: z.array(idSchema).min(1).max(20),
  retryOn: z
    .array(z.enum(RETRY_CAUSES))
    .max(RETRY_CAUSES.length)
    .default(['network-failure', 'congestion', 'unknown-trunk', 'failed']),
  active: z.boolean().default(true),
  version: z.number().int().optional(),
});
export type SaveTrunkRoute = z.infer<typeof saveTrunkRouteSchema>;
export const trunkRouteSchema = saveTrunkRouteSchema.omit({ version: true }).extend({
  id: idSchema,
  version: z.number().int(),
});
export type TrunkRoute = z.infer<typeof trunkRouteSchema>;
export const trunkRouteListQuerySchema = listQuerySchema(['position', 'name'], {});
