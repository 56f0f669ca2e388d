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
import { documentItem, DocumentStore } from '../../../../platform/documents';

export type ScorecardListQuery = z.infer<typeof scorecardListQuerySchema>;

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
    const page = await this.listed(query);
    return { items: page.items.map(documentItem), next: page.next };
  }

  /** Published ones. */
  names(): Promise<ScorecardName[]> {
    return this.database.read.query(
      'select id, name from scorecard where live_version is not null order by name, id limit 1000',
    );
  }

  async find(tx: Transaction, id: string): Promise<Omit<Scorecard, 'findings'> | null> {
    const found = await this.drafted(tx, id);
    return found && { ...documentItem(found.row), draft: found.draft, draftVersion: found.draftVersion };
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
