import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';
import { groszeSchema } from './licensing';

/** What the operator says of a mobile number: reachable; switched off or out of reach; assigned to nobody; or no answer either way. */
export const HLR_RESULTS = ['active', 'absent', 'invalid', 'unknown'] as const;
export const hlrResultSchema = z.enum(HLR_RESULTS);
export type HlrResult = z.infer<typeof hlrResultSchema>;

/**
 * What follows from a result. `first`, `last`: the number's place among its contact's; `skip`: it stays on the card and no campaign
 * calls it; `remove`: it is taken off the card.
 */
export const HLR_ACTIONS = ['none', 'first', 'last', 'skip', 'remove'] as const;
export const hlrActionSchema = z.enum(HLR_ACTIONS);
export type HlrAction = z.infer<typeof hlrActionSchema>;

/** Why a number was checked. */
export const HLR_REASONS = ['added', 'manual'] as const;
export const HLR_STATES = ['waiting', 'done', 'failed'] as const;

const hlrSettingsFields = {
  /** Every mobile number that is added is checked: by imports, programs, forms and people. */
  automatic: z.boolean(),
  /** A result no older than this answers a new check, free of charge. */
  cacheDays: z.number().int().min(0).max(365),
  actions: z.object({
    active: hlrActionSchema,
    absent: hlrActionSchema,
    invalid: hlrActionSchema,
    unknown: hlrActionSchema,
  } satisfies Record<HlrResult, unknown>),
  version: z.number().int(),
};
export const saveHlrSettingsSchema = z.object(hlrSettingsFields);
export type SaveHlrSettings = z.infer<typeof saveHlrSettingsSchema>;
export const hlrSettingsSchema = z.object({
  ...hlrSettingsFields,
  /** An address and a key of a provider are configured. */
  provided: z.boolean(),
});
export type HlrSettings = z.infer<typeof hlrSettingsSchema>;

/** POST /hlr/checks: numbers, or those of every record of a campaign. `fresh`: asks the operator even where a result is kept. */
export const askHlrSchema = z
  .object({
    numbers: z.array(z.string().trim().min(3).max(32)).max(5000).default([]),
    campaignId: idSchema.nullable().default(null),
    fresh: z.boolean().default(false),
  })
  .refine(({ numbers, campaignId }) => numbers.length > 0 !== (campaignId !== null), {
    error: 'numbers-or-campaign',
    path: ['numbers'],
  });
export type AskHlr = z.infer<typeof askHlrSchema>;
export const askedHlrSchema = z.object({
  asked: z.number().int(),
  /** Not of a mobile network, or no number at all. */
  notMobile: z.number().int(),
  /** Wait for an answer already. */
  waiting: z.number().int(),
});
export type AskedHlr = z.infer<typeof askedHlrSchema>;

export const hlrCheckSchema = z.object({
  id: idSchema,
  number: z.string(),
  contact: z.object({ id: idSchema, name: z.string() }).nullable(),
  reason: z.enum(HLR_REASONS),
  state: z.enum(HLR_STATES),
  result: hlrResultSchema.nullable(),
  /** The operator that has the number now. */
  network: z.string().nullable(),
  ported: z.boolean().nullable(),
  /** Answered by a result that was kept. */
  cached: z.boolean(),
  /** Counts against packs and rate. */
  charged: z.boolean(),
  action: hlrActionSchema.nullable(),
  /** Why there is no result. */
  error: z.string().nullable(),
  askedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
});
export type HlrCheck = z.infer<typeof hlrCheckSchema>;
export const hlrCheckListQuerySchema = listQuerySchema(['askedAt'], {
  state: manyOf(z.enum(HLR_STATES)),
  result: manyOf(hlrResultSchema),
  reason: manyOf(z.enum(HLR_REASONS)),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type HlrCheckListQuery = z.infer<typeof hlrCheckListQuerySchema>;

/** GET /hlr/summary: the billing period so far, and how the provider is. */
export const hlrSummarySchema = z.object({
  period: z.object({ from: instantSchema, to: instantSchema }),
  results: z.object({
    active: z.number().int(),
    absent: z.number().int(),
    invalid: z.number().int(),
    unknown: z.number().int(),
  }),
  cached: z.number().int(),
  failed: z.number().int(),
  waiting: z.number().int(),
  /** Checks that were charged, those that packs cover, and what the others cost. */
  charged: z.number().int(),
  packs: z.number().int(),
  chargeGrosze: groszeSchema,
  /** Nothing is asked until then, because of `lastError`; null: the provider is asked. */
  pausedUntil: instantSchema.nullable(),
  lastError: z.string().nullable(),
});
export type HlrSummary = z.infer<typeof hlrSummarySchema>;
