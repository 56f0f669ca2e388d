import { z } from 'zod';
import { idSchema, listQuerySchema } from './paging';

/** `all`: every phone at once; `in-order`: one after the other. */
export const RING_STRATEGIES = ['all', 'in-order'] as const;

const numberTarget = z.object({ kind: z.literal('number'), number: z.string().trim().min(2).max(32) });
const queueTarget = z.object({ kind: z.literal('queue'), queueId: idSchema });
const boxTarget = z.object({ kind: z.literal('voicemail'), boxId: idSchema });
const endTarget = z.object({ kind: z.literal('hang-up') });

/** Where a group's call goes on: a number or an extension, a queue, a voicemail box, or the end of the line. */
export const groupTargetSchema = z.discriminatedUnion('kind', [numberTarget, queueTarget, boxTarget, endTarget]);
export type GroupTarget = z.infer<typeof groupTargetSchema>;
export const GROUP_TARGETS = [
  'number',
  'queue',
  'voicemail',
  'hang-up',
] as const satisfies readonly GroupTarget['kind'][];

/** Where the call for one person goes on; `own-voicemail`: his own box, made with the first message. */
export const phoneTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('own-voicemail') }),
  numberTarget,
  queueTarget,
  endTarget,
]);
export type PhoneTarget = z.infer<typeof phoneTargetSchema>;
export const PHONE_TARGETS = [
  'own-voicemail',
  'number',
  'queue',
  'hang-up',
] as const satisfies readonly PhoneTarget['kind'][];
export type PbxTarget = GroupTarget | PhoneTarget;

const extension = z.string().regex(/^\d{2,6}$/, { error: 'extension' });

/** Phones that ring together under one extension. */
export const saveRingGroupSchema = z.object({
  name: z.string().trim().min(1).max(80),
  extension,
  strategy: z.enum(RING_STRATEGIES).default('all'),
  /** Each phone, or all of them at once, so long. */
  ringSeconds: z.number().int().min(5).max(120).default(20),
  /** In the order of ringing. */
  memberIds: z.array(idSchema).min(1).max(50),
  /** When nobody takes it. */
  then: groupTargetSchema.default({ kind: 'hang-up' }),
  active: z.boolean().default(true),
  version: z.number().int().optional(),
});
export type SaveRingGroup = z.infer<typeof saveRingGroupSchema>;
export const ringGroupSchema = saveRingGroupSchema.omit({ version: true }).extend({
  id: idSchema,
  version: z.number().int(),
});
export type RingGroup = z.infer<typeof ringGroupSchema>;
export const ringGroupListQuerySchema = listQuerySchema(['name', 'extension'], {});

/** How the phone of one user is reached by colleagues, ring groups and numbers that lead to him. Queues do not ask it. */
export const savePhoneRulesSchema = z.object({
  doNotDisturb: z.boolean(),
  always: phoneTargetSchema.nullable(),
  busy: phoneTargetSchema.nullable(),
  noAnswer: phoneTargetSchema.nullable(),
  ringSeconds: z.number().int().min(5).max(120),
  version: z.number().int(),
});
export type SavePhoneRules = z.infer<typeof savePhoneRulesSchema>;
/** `version` 0: never saved, so as it is at first. */
export const phoneRulesSchema = savePhoneRulesSchema;
export type PhoneRules = z.infer<typeof phoneRulesSchema>;

/** A call that rings at colleagues and that one may take. */
export const ringingCallSchema = z.object({
  id: idSchema,
  number: z.string().nullable(),
  displayName: z.string().nullable(),
  /** Whose phones ring. */
  at: z.array(z.string()),
});
export type RingingCall = z.infer<typeof ringingCallSchema>;
export const ringingCallsSchema = z.object({ items: z.array(ringingCallSchema) });
