import { Injectable } from '@nestjs/common';
import type { AlertEventKind, AlertSubject } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import type { Occurrence } from '../domain/occurrences';

/** No rule looks further back. */
const KEPT_MS = 86_400_000;

const NAMES: Readonly<Record<AlertSubject, string | null>> = {
  queue: 'select id, name from queue where id = any($1::uuid[])',
  campaign: 'select id, name from campaign where id = any($1::uuid[])',
  agent: `select id, first_name || ' ' || last_name as name from app_user where id = any($1::uuid[])`,
  system: null,
};

export interface Counted {
  readonly subjectId: string | null;
  readonly count: number;
  /** The last one, in milliseconds. */
  readonly last: Instant;
}

/** Events that rules count, for a day. */
@Injectable()
export class OccurrenceStore {
  constructor(private readonly database: Database) {}

  async add(tx: Transaction, all: readonly (Occurrence & { position: number; at: Instant })[]): Promise<void> {
    for (const { kind, position, subjectId, at } of all)
      await tx.query(
        'insert into alert_occurrence (kind, position, subject_id, at) values ($1, $2, $3::uuid, $4) on conflict do nothing',
        [kind, position, subjectId, at],
      );
    const [first] = all;
    if (first)
      await tx.query('delete from alert_occurrence where kind = $1 and at < $2', [first.kind, first.at - KEPT_MS]);
  }

  /** After `since`, of each subject. */
  counted(kind: AlertEventKind, since: Instant): Promise<Counted[]> {
    return this.database.read.query(
      `select subject_id as "subjectId", count(*)::int as count, max(at)::float8 as last from alert_occurrence
       where kind = $1 and at > $2 group by subject_id`,
      [kind, since],
    );
  }

  async names(subject: AlertSubject, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const sql = NAMES[subject];
    if (sql === null || ids.length === 0) return new Map();
    const rows = await this.database.read.query<{ id: string; name: string }[]>(sql, [ids]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
