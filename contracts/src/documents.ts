import { z } from 'zod';
import { idSchema, instantSchema, pageQuerySchema } from './paging';

/** One published version of a document that is edited as a draft (survey, flow, script, scorecard). */
export const documentVersionSchema = z.object({
  number: z.number().int(),
  note: z.string(),
  publishedAt: instantSchema,
  publishedBy: z.object({ id: idSchema, name: z.string() }).nullable(),
  live: z.boolean(),
});
export type DocumentVersion = z.infer<typeof documentVersionSchema>;
export const documentVersionListQuerySchema = pageQuerySchema.pick({ limit: true, after: true });
/** `draftVersion`: the draft that its publisher saw. */
export const publishDocumentSchema = z.object({
  draftVersion: z.number().int(),
  note: z.string().trim().max(300).default(''),
});
export type PublishDocument = z.infer<typeof publishDocumentSchema>;
