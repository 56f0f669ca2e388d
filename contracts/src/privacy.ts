import { z } from 'zod';
import { idSchema, instantSchema } from './paging';

/** POST /contacts/{id}/erasure. There is no way back. */
export const eraseContactSchema = z.object({
  /** Why: the person's letter, a case number. It must not name the person. */
  reason: z.string().trim().min(3).max(300),
});
export type EraseContact = z.infer<typeof eraseContactSchema>;

/** What an erasure reached; the certificate says the same as a document. */
export const erasureSchema = z.object({
  id: idSchema,
  contactId: idSchema,
  reason: z.string(),
  erasedAt: instantSchema,
  erasedBy: z.object({ id: z.string(), name: z.string().nullable() }),
  /** How much was erased, by kind: `contacts`, `records`, `recordings`, `journalEvents` … */
  counts: z.record(z.string(), z.number().int()),
  journal: z.object({ firstPosition: z.number().int().nullable(), lastPosition: z.number().int().nullable() }),
});
export type Erasure = z.infer<typeof erasureSchema>;
