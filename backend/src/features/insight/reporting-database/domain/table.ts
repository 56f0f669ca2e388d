/** A column of the reporting database: its type in PostgreSQL, the SQL over the platform's tables that gives it, and what it means. */
export interface ReportingColumn {
  readonly name: string;
  readonly type: string;
  readonly is: string;
  readonly means: string;
}

/**
 * How changes reach a table:
 * - `streams`: rows whose `key` is an id in the name of a stream of these kinds (`mentioned`: or anywhere in its events)
 * - `position`: rows are made once, under the position of the event that they count
 * - `whole`: it is small and copied whole after any event of these kinds of streams
 */
export type ReportingFeed =
  | { readonly by: 'streams'; readonly kinds: readonly string[]; readonly mentioned?: true }
  | { readonly by: 'position'; readonly position: string }
  | { readonly by: 'whole'; readonly kinds: readonly string[] };

/** One table of the reporting database, and where its rows come from. */
export interface ReportingTable {
  readonly name: string;
  readonly means: string;
  /** SQL behind FROM, over the platform's tables. */
  readonly from: string;
  /** Rows that are left out otherwise. */
  readonly where?: string;
  readonly columns: readonly ReportingColumn[];
  readonly primary: readonly string[];
  /** Column by which rows are found again. */
  readonly key: string;
  /** Facts: the column by whose month they are kept, and whether its source counts milliseconds. */
  readonly month?: { readonly column: string; readonly source: string; readonly milliseconds: boolean };
  readonly feed: ReportingFeed;
  /** Further indexes, each a list of columns. */
  readonly indexes?: readonly string[];
}

/** A view over the tables: the sums that the console's reports add up. */
export interface ReportingView {
  readonly name: string;
  readonly means: string;
  readonly columns: readonly (Pick<ReportingColumn, 'name' | 'means'> & { readonly is: string })[];
  readonly from: string;
  /** How many of the first columns rows are grouped by. */
  readonly grouped: number;
}

export const column = (name: string, type: string, is: string, means: string): ReportingColumn => ({
  name,
  type,
  is,
  means,
});

/** SQL of a moment that the platform keeps in milliseconds. */
export const moment = (milliseconds: string): string => `to_timestamp(${milliseconds} / 1000.0)`;

export const typeOfKey = ({ columns, key }: ReportingTable): string =>
  columns.find(({ name }) => name === key)?.type ?? 'text';
