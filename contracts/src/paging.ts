import { z } from 'zod';

/** Keyset paging: `after` is the opaque `next` of the page before. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional(),
  search: z.string().trim().max(100).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** A list's query: paging, search, one of its sort keys (`-name` is descending) and its own filters. */
export function listQuerySchema<const Keys extends readonly [string, ...string[]], Filters extends z.ZodRawShape>(
  sortKeys: Keys,
  filters: Filters,
) {
  const directed = sortKeys.flatMap((key) => [key, `-${key}`]) as [string, ...string[]];
  return pageQuerySchema.extend({ sort: z.enum(directed).optional(), ...filters });
}

export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** A query parameter that may be given once or many times. */
export const manyOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item).optional());

export const idSchema = z.uuid();
export const instantSchema = z.iso.datetime({ offset: true });
