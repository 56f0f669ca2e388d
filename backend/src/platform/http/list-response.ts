import type { StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { idSchema, type Page } from '#contracts';
import type { Outcome, Refusal } from '../../kernel/outcome';
import { csvResponse, type CsvColumn, type CsvRequest } from './csv-response';
import { allPages } from './keyset-page';
import { ProblemException } from './problem';

/** Rows read at once for a file. */
const EXPORT_PAGE = 200;

/** The parameters of a route about one record: `@ZodParams(byId) { id }: ById`. */
export const byId = z.object({ id: idSchema });
export type ById = z.infer<typeof byId>;

export interface ListSource<Row, Query> {
  /** File name of the export, without `.csv`. */
  readonly name: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly load: (query: Query) => Promise<Page<Row>>;
}

/** What every list answers: the page that was asked for, or, for `Accept: text/csv`, all of its pages as a file. */
export async function listResponse<Row, Query extends { readonly limit: number; readonly after?: string | undefined }>(
  query: Query,
  csv: CsvRequest | null,
  { name, columns, load }: ListSource<Row, Query>,
): Promise<Page<Row> | StreamableFile> {
  if (!csv) return load(query);
  return csvResponse(csv, { name, columns, rows: allPages((after) => load({ ...query, after, limit: EXPORT_PAGE })) });
}

/** The record, or 404 with this code. */
export function foundOr404<T>(record: T | null | undefined, code: string): T {
  if (record === null || record === undefined) throw new ProblemException(404, code);
  return record;
}

/** The value of an accepted outcome, or the problem that the refusal stands for. */
export function valueOr<T, R extends Refusal>(outcome: Outcome<T, R>, problemOf: (refusal: R) => ProblemException): T {
  if (outcome.ok) return outcome.value;
  throw problemOf(outcome.refusal);
}

/** What PATCH takes of a thing: each field may be left out and then stays, so no default comes back; with the version read. */
export const patchOf = ({ shape }: z.ZodObject): z.ZodObject =>
  z
    .object(Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, withoutDefault(field as z.ZodType)])))
    .partial()
    .extend({ version: z.number().int() });

const withoutDefault = (field: z.ZodType): z.ZodType =>
  field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field;

/** What a partial change really gives: a field left out arrives as `undefined` and must not overwrite. */
export const givenFields = <T extends object>(change: T): T =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as T;
