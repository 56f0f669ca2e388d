import { z } from 'zod';
import { idSchema, instantSchema } from './paging';

export const PACKAGES = ['uc', 'standard', 'pro', 'enterprise'] as const;
export const packageSchema = z.enum(PACKAGES);
export type PackageName = z.infer<typeof packageSchema>;
export const SLA_LEVELS = ['standard', 'progres', 'progres-plus', 'premium'] as const;

/** Money is integer grosze (PLN). */
export const groszeSchema = z.number().int().nonnegative();

export const orderSchema = z.object({
  package: packageSchema,
  /** Concurrent sessions. */
  licences: z.number().int().min(1).max(10_000),
  slaLevel: z.enum(SLA_LEVELS),
  startDay: z.iso.date(),
  timeZone: z.string(),
  monthlyFee: groszeSchema,
  /** Paid functions bought on top, with how many (channels, licences, packs). */
  addOns: z.array(z.object({ featureId: z.string(), quantity: z.number().int().min(1).max(100_000) })),
  /** Rate per unit past the allowance, by limit id. */
  rates: z.array(z.object({ meterId: z.string(), grosze: groszeSchema })),
  /** An administrator's own hard stop on a metered limit. */
  hardStops: z.array(z.object({ meterId: z.string(), at: z.number().int().nonnegative() })),
  version: z.number().int(),
});
export type Order = z.infer<typeof orderSchema>;

export const featureSchema = z.object({
  id: z.string(),
  area: z.string(),
  namePl: z.string(),
  nameEn: z.string(),
  /** As the package table says for the package of the order. */
  availability: z.enum(['included', 'paid', 'unavailable', 'always']),
  enabled: z.boolean(),
  quantity: z.number().int(),
  /** Whether it can be bought on top of the package. */
  sold: z.boolean(),
});
export type Feature = z.infer<typeof featureSchema>;

export const METER_KINDS = ['metered', 'hard-cap', 'disk'] as const;
export const usageSchema = z.object({
  meterId: z.string(),
  namePl: z.string(),
  nameEn: z.string(),
  kind: z.enum(METER_KINDS),
  unit: z.enum([
    'calls',
    'records',
    'tickets',
    'queues',
    'accounts',
    'bytes',
    'messages',
    'checks',
    'characters',
    'surveys',
    'runs',
    'sessions',
    'resources',
  ]),
  used: z.number(),
  included: z.number(),
  packs: z.number(),
  overage: z.number(),
  chargeGrosze: groszeSchema,
  hardStop: z.number().nullable(),
  period: z.object({ from: instantSchema, to: instantSchema }),
});
export type Usage = z.infer<typeof usageSchema>;

export const notificationSchema = z.object({
  id: idSchema,
  at: instantSchema,
  severity: z.enum(['info', 'warning', 'critical']),
  /** Translated as `notifications.<code>` with params. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  link: z.string().nullable(),
  /** How often it has happened by `at`, the last time, without anybody having read of it. */
  count: z.number().int().positive(),
  readAt: instantSchema.nullable(),
});
export type Notification = z.infer<typeof notificationSchema>;

export const deadJobSchema = z.object({
  id: z.string(),
  queue: z.string(),
  payload: z.unknown(),
  error: z.string(),
  attempts: z.number().int(),
  failedAt: instantSchema,
  state: z.enum(['queued', 'running', 'dead', 'done', 'discarded']),
});
export type DeadJob = z.infer<typeof deadJobSchema>;
