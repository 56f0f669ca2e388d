import { z } from 'zod';

/**
 * Realtime over socket.io, path `/realtime`, handshake `auth: { token }` (the bearer token of HTTP).
 *
 * Client → server `subscribe` { topic, after? } with an acknowledgement: a snapshot of the topic at a journal position, or, when
 * `after` is recent enough, only what changed since. Client → server `unsubscribe` { topic }, `authenticate` { token } (a renewed token), `echo`
 * (answered at once: the console measures the link by it).
 * Server → client `changes`: whole entities, null for one that is gone. A client drops changes whose position it has already seen,
 * so a reconnect neither loses nor doubles anything on the screen. Server → client `session-ended` { reason } before a disconnect.
 */
/** `queues`: numbers of the queues that one serves; they go to many at once, so on a slower beat than what is one's own on `desk`. */
export const TOPICS = ['desk', 'queues', 'live', 'notifications', 'contacts', 'wall'] as const;
export const topicSchema = z.enum(TOPICS);
export type Topic = z.infer<typeof topicSchema>;

export const subscribeSchema = z.object({ topic: topicSchema, after: z.number().int().nonnegative().optional() });

export const entityChangeSchema = z.object({ entity: z.string(), id: z.string(), value: z.unknown().nullable() });
export type EntityChange = z.infer<typeof entityChangeSchema>;

export const subscribedSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    kind: z.enum(['snapshot', 'resumed']),
    position: z.number().int(),
    entities: z.array(entityChangeSchema),
  }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);
export type Subscribed = z.infer<typeof subscribedSchema>;

export const changesSchema = z.object({
  topic: topicSchema,
  position: z.number().int(),
  changes: z.array(entityChangeSchema),
});
export type Changes = z.infer<typeof changesSchema>;

export const SESSION_ENDED = [
  'signed-in-elsewhere',
  'signed-out',
  'expired',
  'deactivated',
  'ended-by-supervisor',
] as const;
export const sessionEndedSchema = z.object({ reason: z.enum(SESSION_ENDED) });
