import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema } from './paging';
import type { MetricUnit } from './reports';

/** `figure`: one number with its limits; `queues`, `agents`, `campaigns`: a table; `clock`; `text`: a message of one's own. */
export const TILE_KINDS = ['figure', 'queues', 'agents', 'campaigns', 'clock', 'text'] as const;
export const tileKindSchema = z.enum(TILE_KINDS);
export type TileKind = z.infer<typeof tileKindSchema>;

/** Numbers of a figure over all queues of the tile together; defined in docs/metrics.md. `longestWait` and `asa` in seconds, shares 0–1. */
export const QUEUE_WALL_METRICS = [
  'waiting',
  'longestWait',
  'agentsReady',
  'agentsBusy',
  'agentsSignedIn',
  'offered',
  'answered',
  'abandoned',
  'serviceLevel',
  'abandonRate',
  'asa',
] as const;
/** Numbers of a figure over all campaigns of the tile together. */
export const CAMPAIGN_WALL_METRICS = [
  'recordsLeft',
  'attempts',
  'answerRate',
  'campaignAbandonment',
  'agentsAtWork',
] as const;
export const WALL_METRICS = [...QUEUE_WALL_METRICS, ...CAMPAIGN_WALL_METRICS] as const;
export const wallMetricSchema = z.enum(WALL_METRICS);
export type WallMetric = z.infer<typeof wallMetricSchema>;

export const WALL_UNITS: Readonly<Record<WallMetric, MetricUnit>> = {
  waiting: 'count',
  longestWait: 'seconds',
  agentsReady: 'count',
  agentsBusy: 'count',
  agentsSignedIn: 'count',
  offered: 'count',
  answered: 'count',
  abandoned: 'count',
  serviceLevel: 'share',
  abandonRate: 'share',
  asa: 'seconds',
  recordsLeft: 'count',
  attempts: 'count',
  answerRate: 'share',
  campaignAbandonment: 'share',
  agentsAtWork: 'count',
};

/** Of these a small number is bad; of the others a large one. */
export const LOW_IS_BAD: readonly WallMetric[] = [
  'agentsReady',
  'agentsSignedIn',
  'answered',
  'serviceLevel',
  'recordsLeft',
  'answerRate',
  'agentsAtWork',
];

export const isCampaignMetric = (metric: WallMetric | null): boolean =>
  (CAMPAIGN_WALL_METRICS as readonly (WallMetric | null)[]).includes(metric);

export const WALL_COLUMNS = 12;
const limitSchema = z.number().min(0).max(1_000_000).nullable().default(null);

export const tileSchema = z.object({
  id: z.string().min(1).max(40),
  kind: tileKindSchema,
  title: z.string().trim().max(60).default(''),
  /** Columns of twelve, and rows. */
  width: z.number().int().min(2).max(WALL_COLUMNS),
  height: z.number().int().min(1).max(6),
  /** Whose numbers; for every kind but `clock` and `text`. Tiles of campaigns name these instead of queues. */
  queueIds: z.array(idSchema).max(100).default([]),
  campaignIds: z.array(idSchema).max(100).default([]),
  metric: wallMetricSchema.nullable().default(null),
  /** Reached: yellow, red. In the metric's unit; shares 0–1. */
  warnAt: limitSchema,
  alarmAt: limitSchema,
  /** A tone when it turns red. */
  sound: z.boolean().default(false),
  text: z.string().trim().max(500).default(''),
});
export type Tile = z.infer<typeof tileSchema>;

export const wallboardSchema = z.object({
  id: idSchema,
  name: z.string(),
  tiles: z.array(tileSchema),
  version: z.number().int(),
});
export type Wallboard = z.infer<typeof wallboardSchema>;

export const saveWallboardSchema = z.object({
  name: z.string().trim().min(1).max(80),
  tiles: z
    .array(tileSchema)
    .max(40)
    .refine((tiles) => new Set(tiles.map(({ id }) => id)).size === tiles.length, 'Every tile has an id of its own'),
  version: z.number().int().optional(),
});
export type SaveWallboard = z.infer<typeof saveWallboardSchema>;

export const wallboardListQuerySchema = listQuerySchema(['name'], {});
export type WallboardListQuery = z.infer<typeof wallboardListQuerySchema>;

export const wallboardLinkSchema = z.object({
  id: idSchema,
  name: z.string(),
  createdBy: z.string(),
  createdAt: instantSchema,
  lastShownAt: instantSchema.nullable(),
});
export type WallboardLink = z.infer<typeof wallboardLinkSchema>;

export const createWallboardLinkSchema = z.object({ name: z.string().trim().min(1).max(80) });

/** The token is given this once; the address carries it behind `#`, where no server log sees it. */
export const createdWallboardLinkSchema = wallboardLinkSchema.extend({ token: z.string() });
export type CreatedWallboardLink = z.infer<typeof createdWallboardLinkSchema>;

/** POST /wallboards/shown, by a screen that nobody signed in to. */
export const shownWallboardSchema = z.object({ token: z.string().min(20).max(100) });

/** Entity `agent` of the topic `wall`. */
export const wallAgentSchema = z.object({
  id: idSchema,
  name: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  since: instantSchema,
  queueIds: z.array(idSchema),
});
export type WallAgent = z.infer<typeof wallAgentSchema>;

/** Entity `campaign` of the topic `wall`; attempts are those of the day of the Order's time zone. */
export const wallCampaignSchema = z.object({
  id: idSchema,
  name: z.string(),
  state: z.string(),
  /** Records that are still to be called. */
  recordsLeft: z.number().int(),
  attempts: z.number().int(),
  /** Answered by a person or a machine. */
  answered: z.number().int(),
  /** Answered, and no agent was there in time. */
  abandoned: z.number().int(),
  /** Agents who wait for it, are called, talk or close. */
  agentsAtWork: z.number().int(),
});
export type WallCampaign = z.infer<typeof wallCampaignSchema>;
