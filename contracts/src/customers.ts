import { z } from 'zod';
import { followUpSchema, followUpsSchema } from './follow-ups';
import { idSchema, instantSchema, listQuerySchema } from './paging';
import { fieldValuesSchema } from './records';
import { saveQueueRoutingShape, skillRequirementSchema } from './routing';

export const contactSchema = z.object({
  id: idSchema,
  firstName: z.string(),
  lastName: z.string(),
  company: z.string(),
  /** E.164. */
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  note: z.string(),
  /** Values of fields that administrators defined; those that one may not see are left out. */
  fields: fieldValuesSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type Contact = z.infer<typeof contactSchema>;
export const saveContactSchema = z.object({
  firstName: z.string().trim().max(80).default(''),
  lastName: z.string().trim().min(1).max(80),
  company: z.string().trim().max(120).default(''),
  phones: z.array(z.string().trim().min(3).max(32)).max(10).default([]),
  emails: z.array(z.email().max(254)).max(10).default([]),
  note: z.string().max(4000).default(''),
  fields: fieldValuesSchema.default({}),
  version: z.number().int().optional(),
});
export type SaveContact = z.infer<typeof saveContactSchema>;
/** GET and PUT /contacts/:id/routing. */
export const contactRoutingSchema = z.object({
  /** Base weight of the contact's work, before that of flow, queue and channel; null: theirs count. */
  priority: z.number().int().min(0).max(1000).nullable(),
  /** Asked of whoever takes its work, on top of the queue's. */
  skills: z.array(skillRequirementSchema).max(20),
  /** 0: nobody has set anything yet. */
  version: z.number().int(),
});
export type ContactRouting = z.infer<typeof contactRoutingSchema>;
export const saveContactRoutingSchema = contactRoutingSchema.extend({ skills: saveQueueRoutingShape.skills });

export const contactListQuerySchema = listQuerySchema(['lastName', 'updatedAt'], {
  phone: z.string().max(32).optional(),
});

export const classifierSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Goals count classifiers with success. */
  success: z.boolean(),
  /** What one success adds to goals; null counts nothing but itself. */
  successValue: z.number().nullable(),
  followUps: z.array(followUpSchema),
  active: z.boolean(),
  version: z.number().int(),
});
export type Classifier = z.infer<typeof classifierSchema>;
export const saveClassifierSchema = z.object({
  name: z.string().trim().min(1).max(80),
  success: z.boolean().default(false),
  successValue: z.number().min(0).max(1_000_000_000).nullable().default(null),
  followUps: followUpsSchema.default([]),
  active: z.boolean().default(true),
  version: z.number().int().optional(),
});
export type SaveClassifier = z.infer<typeof saveClassifierSchema>;
