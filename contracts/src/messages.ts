import { z } from 'zod';
import { idSchema, instantSchema, listQuerySchema, pageQuerySchema } from './paging';
import { ROLES } from './permissions';

/**
 * `message`: from a supervisor to his people; `update`: of the platform (what is new, what has to be updated by hand);
 * `maintenance`: a banner for everybody addressed, from its beginning to its end.
 */
export const MESSAGE_KINDS = ['message', 'update', 'maintenance'] as const;
export const messageKindSchema = z.enum(MESSAGE_KINDS);
export type MessageKind = z.infer<typeof messageKindSchema>;

/** Who gets it: everybody, or whoever has one of these roles, is in one of these groups, or is named. */
export const addresseesSchema = z.object({
  everybody: z.boolean().default(false),
  roles: z.array(z.enum(ROLES)).max(ROLES.length).default([]),
  groupIds: z.array(idSchema).max(100).default([]),
  userIds: z.array(idSchema).max(500).default([]),
});
export type Addressees = z.infer<typeof addresseesSchema>;

export const sendMessageSchema = z.object({
  kind: messageKindSchema.default('message'),
  title: z.string().trim().min(1).max(120),
  body: z.string().trim().max(4000).default(''),
  to: addresseesSchema,
  /** Of `maintenance` only: when the banner appears and when it goes. */
  startsAt: instantSchema.nullable().default(null),
  endsAt: instantSchema.nullable().default(null),
});
export type SendMessage = z.input<typeof sendMessageSchema>;

const messageShape = {
  id: idSchema,
  kind: messageKindSchema,
  title: z.string(),
  body: z.string(),
  from: z.object({ id: idSchema, name: z.string() }),
  sentAt: instantSchema,
  startsAt: instantSchema.nullable(),
  endsAt: instantSchema.nullable(),
  withdrawnAt: instantSchema.nullable(),
};

/** As its addressee has it. Entity `message` of topic `notifications` until it is read, and while a maintenance goes on. */
export const ownMessageSchema = z.object({ ...messageShape, readAt: instantSchema.nullable() });
export type OwnMessage = z.infer<typeof ownMessageSchema>;

/** As its sender has it. */
export const sentMessageSchema = z.object({
  ...messageShape,
  recipients: z.number().int(),
  read: z.number().int(),
});
export type SentMessage = z.infer<typeof sentMessageSchema>;
export const sentListQuerySchema = listQuerySchema(['sentAt'], { kind: messageKindSchema.optional() });
export type SentListQuery = z.infer<typeof sentListQuerySchema>;

export const receiptSchema = z.object({ userId: idSchema, name: z.string(), readAt: instantSchema.nullable() });
export type Receipt = z.infer<typeof receiptSchema>;
export const ownMessagesQuerySchema = pageQuerySchema;
