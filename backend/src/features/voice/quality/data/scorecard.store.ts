import { Injectable } from '@nestjs/common';
import {
  scorecardDocumentSchema,
  type Page,
  type Scorecard,
  type ScorecardDocument,
  type ScorecardListItem,
  type ScorecardName,
  type scorecardListQuerySchema,
} from '#contracts';
import type { z } from 'zod';
import { Database, type Transaction } from '../../../../platform/database';
import { DocumentStore } from '../../../../platform/documents';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

export type ScorecardListQuery = z.infer<typeof scorecardListQuerySchema>;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly live_version: number | null;
  readonly changed: boolean;
  readonly updated_at: Date;
  readonly version: number;
}

const COLUMNS = `s.id, s.name, s.live_version, s.updated_at, s.version,
  (select v.document from scorecard_version v where v.scorecard_id = s.id and v.number = s.live_version) is distinct from s.draft as changed`;
const SORTING = {
  columns: { name: { sql: 's.name', type: 'text' }, updatedAt: { sql: 's.updated_at', type: 'timestamptz' } },
  default: 'name',
  id: { sql: 's.id', type: 'uuid' },
} as const;

/** Scorecards as they are edited and published. */
@Injectable()
export class ScorecardStore extends DocumentStore<ScorecardDocument> {
  constructor(database: Database) {
    super(database, {
      table: 'scorecard',
      key: 'scorecard_id',
      parse: (stored) => scorecardDocumentSchema.parse(stored),
    });
  }

  async page(query: ScorecardListQuery): Promise<Page<ScorecardListItem>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(`searchable(s.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    if (query.published !== undefined) where.push(`s.live_version is ${query.published ? 'not null' : 'null'}`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'scorecard s', where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toItem), next: page.next };
  }

  /** Published ones. */
  names(): Promise<ScorecardName[]> {
    return this.database.read.query(
      'select id, name from scorecard where live_version is not null order by name, id limit 1000',
    );
  }

  async find(tx: Transaction, id: string): Promise<Omit<Scorecard, 'findings'> | null> {
    const [row] = await tx.query<(Row & { draft: unknown; draft_version: number })[]>(
      `select ${COLUMNS}, s.draft, s.draft_version from scorecard s where s.id = $1`,
      [id],
    );
    if (!row) return null;
    return { ...toItem(row), draft: scorecardDocumentSchema.parse(row.draft), draftVersion: row.draft_version };
  }

  /** Conversations were scored by it, or a rule draws for it. */
  async isUsed(tx: Transaction, id: string): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `select 1 from evaluation where scorecard_id = $1 union all select 1 from sampling_rule where scorecard_id = $1 limit 1`,
      [id],
    );
    return rows.length > 0;
  }
}

const toItem = (row: Row): ScorecardListItem => ({
  id: row.id,
  name: row.name,
  liveVersion: row.live_version,
  changed: row.changed,
  updatedAt: row.updated_at.toISOString(),
  version: row.version,
});
