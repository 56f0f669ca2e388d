import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, manyOf } from './paging';

/** `listen`: nobody hears the supervisor; `whisper`: only the agent does; `barge`: everybody does. */
export const SUPERVISION_MODES = ['listen', 'whisper', 'barge'] as const;
export const supervisionModeSchema = z.enum(SUPERVISION_MODES);
export type SupervisionMode = z.infer<typeof supervisionModeSchema>;

/** Why it ended: the supervisor left; the agent's part of the call ended; the supervisor's phone was not taken or failed; he took the call over. */
export const SUPERVISION_ENDS = ['left', 'call-ended', 'not-answered', 'took-over'] as const;

/** One supervisor on one call. Entity `supervision` of topic `live` while it goes on. */
export const supervisionSchema = z.object({
  id: idSchema,
  callId: idSchema,
  supervisorId: idSchema,
  supervisorName: z.string(),
  agentId: idSchema,
  agentName: z.string(),
  mode: supervisionModeSchema,
  /** `ringing`: his own phone is called. */
  stage: z.enum(['ringing', 'on', 'over']),
  startedAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** In each mode; the present one is added when it ends. */
  listenSeconds: z.number().int(),
  whisperSeconds: z.number().int(),
  bargeSeconds: z.number().int(),
  because: z.enum(SUPERVISION_ENDS).nullable(),
});
export type Supervision = z.infer<typeof supervisionSchema>;

export const startSupervisionSchema = z.object({ callId: idSchema, mode: supervisionModeSchema.default('listen') });
export const changeSupervisionSchema = z.object({ mode: supervisionModeSchema });
export const supervisionListQuerySchema = listQuerySchema(['startedAt'], {
  agentId: idSchema.optional(),
  supervisorId: idSchema.optional(),
  mode: manyOf(supervisionModeSchema),
});
export type SupervisionListQuery = z.infer<typeof supervisionListQuerySchema>;
