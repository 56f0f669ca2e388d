import { z } from 'zod';
import { idSchema } from './paging';

/**
 * Formatted text as the editor (tiptap) writes it, and nothing beyond it: marks and nodes that are not named here are refused, so what
 * is shown never comes from outside. `{{contact.lastName}}` in a text or an address is a variable.
 */
const markSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['bold', 'italic', 'underline']) }),
  z.object({ type: z.literal('link'), attrs: z.object({ href: z.string().trim().min(1).max(2000) }) }),
]);
export type RichMark = z.infer<typeof markSchema>;

const inlineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string().min(1).max(10_000),
    marks: z.array(markSchema).max(4).optional(),
  }),
  z.object({ type: z.literal('hardBreak') }),
]);
export type RichInline = z.infer<typeof inlineSchema>;

const inlines = z.array(inlineSchema).max(500).optional();
const paragraphSchema = z.object({ type: z.literal('paragraph'), content: inlines });
const itemSchema = z.object({ type: z.literal('listItem'), content: z.array(paragraphSchema).min(1).max(20) });
const blockSchema = z.discriminatedUnion('type', [
  paragraphSchema,
  z.object({
    type: z.literal('heading'),
    attrs: z.object({ level: z.union([z.literal(2), z.literal(3)]) }),
    content: inlines,
  }),
  z.object({ type: z.literal('bulletList'), content: z.array(itemSchema).min(1).max(100) }),
  z.object({ type: z.literal('orderedList'), content: z.array(itemSchema).min(1).max(100) }),
  z.object({ type: z.literal('horizontalRule') }),
  /** A picture that was uploaded to the document. */
  z.object({ type: z.literal('picture'), attrs: z.object({ id: idSchema, alt: z.string().max(200) }) }),
]);
export type RichBlock = z.infer<typeof blockSchema>;

export const richTextSchema = z.object({ type: z.literal('doc'), content: z.array(blockSchema).max(200) });
export type RichText = z.infer<typeof richTextSchema>;

export const EMPTY_TEXT: RichText = { type: 'doc', content: [] };
