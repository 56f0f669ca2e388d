/**
 * One step of the schema. The file's name (`<timestamp>-<verb-noun>`) is its id; nothing else identifies it.
 * `breaking` says whether a binary that does not know this step can still run on the schema after it:
 * false for what expands (a table, a nullable column, an index), true for what contracts or changes meaning.
 */
export interface Migration {
  readonly breaking: boolean;
  /** Statements, run in order in one transaction. */
  readonly up: readonly string[];
}
