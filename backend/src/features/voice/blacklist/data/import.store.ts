import { Injectable } from '@nestjs/common';
import type { BlacklistImport, BlacklistImportError, Page } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage } from '../../../../platform/http';

const SORTING = {
  columns: { line: { sql: 'e.line', type: 'integer' } },
  default: 'line',
  id: { sql: 'e.line', type: 'integer' },
} as const;

/** Imports and the rows that they refused. */
@Injectable()
export class BlacklistImportStore {
  constructor(private readonly database: Database) {}

  async insert(
    tx: Transaction,
    done: BlacklistImport,
    errors: readonly BlacklistImportError[],
    at: Instant,
  ): Promise<void> {
    await tx.query(
      `insert into blacklist_import (id, file_name, rows, added, known, refused, added_at) values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))`,
      [done.id, done.fileName, done.rows, done.added, done.known, done.refused, at],
    );
    await tx.query(
      `insert into blacklist_import_error (import_id, line, pattern, field, rule)
       select $1, r.line, r.pattern, r.field, r.rule from jsonb_to_recordset($2::jsonb) as r(line int, pattern text, field text, rule text)`,
      [done.id, JSON.stringify(errors)],
    );
  }

  async exists(id: string): Promise<boolean> {
    const [row] = await this.database.read.query<object[]>('select 1 from blacklist_import where id = $1', [id]);
    return row !== undefined;
  }

  errors(id: string, query: { limit: number; after?: string | undefined }): Promise<Page<BlacklistImportError>> {
    const sql = {
      select: 'e.line, e.pattern, e.field, e.rule',
      from: 'blacklist_import_error e',
      where: ['e.import_id = $1'],
      parameters: [id],
    };
    return keysetSqlPage<BlacklistImportError>(this.database.read, sql, { sorting: SORTING, ...query });
  }

  async forget(tx: Transaction, id: string): Promise<void> {
    await tx.query('delete from blacklist_import where id = $1', [id]);
  }
}
