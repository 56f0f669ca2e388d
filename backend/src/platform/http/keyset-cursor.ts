import { z } from 'zod';
import { ProblemException } from './problem';

/** Where a page ended: the sort it belongs to, the last row's sort value as PostgreSQL's text (exact for every type) and its id. */
const cursorSchema = z.strictObject({
  s: z.string().max(60),
  v: z.string().max(300).nullable(),
  i: z.string().max(80),
});

export interface Cursor {
  readonly sort: string;
  readonly value: string | null;
  readonly id: string;
}

export const encodeCursor = ({ sort, value, id }: Cursor): string =>
  Buffer.from(JSON.stringify({ s: sort, v: value, i: id })).toString('base64url');

export function refuseCursor(): never {
  throw new ProblemException(400, 'validation-failed', {
    fields: [{ field: 'after', rule: 'cursor', message: 'Not a cursor of this list and sort order' }],
  });
}

/** Reads a cursor back. It is not signed: it only says where to go on, every filter and permission applies to each page anew. */
export function decodeCursor(after: string, sort: string): Cursor {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch {
    return refuseCursor();
  }
  const parsed = cursorSchema.safeParse(json);
  if (!parsed.success || parsed.data.s !== sort) return refuseCursor();
  return { sort, value: parsed.data.v, id: parsed.data.i };
}
