import { Injectable } from '@nestjs/common';
import type { Notification, Page, Permission } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage, type Principal } from '../../../../platform/http';
import type { Told } from '../domain/notify';

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly user_id: string | null;
  readonly permission: Permission | null;
  readonly severity: Notification['severity'];
  readonly code: string;
  readonly params: Notification['params'];
  readonly link: string | null;
  readonly reads: Record<string, string> | null;
}

/** A notification with everybody who has read it. */
export interface Stored {
  readonly notification: Omit<Notification, 'readAt'>;
  readonly userId: string | null;
  readonly permission: Permission | null;
  readonly reads: Readonly<Record<string, string>>;
}

const COLUMNS = `n.id, n.at, n.user_id, n.permission, n.severity, n.code, n.params, n.link,
  (select jsonb_object_agg(r.user_id, to_char(r.read_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from notification_read r where r.notification_id = n.id) as reads`;

const SORTING = {
  columns: { at: { sql: 'n.at', type: 'timestamptz' } },
  default: '-at',
  id: { sql: 'n.id', type: 'uuid' },
} as const;

@Injectable()
export class NotificationStore {
  constructor(private readonly database: Database) {}

  /** False: this event was told before. */
  async add(
    tx: Transaction,
    { id, source, at }: { id: string; source: string; at: number },
    told: Told,
  ): Promise<boolean> {
    const [userId, permission] = 'userId' in told.to ? [told.to.userId, null] : [null, told.to.permission];
    const rows = await tx.query<object[]>(
      `insert into notification (id, source, at, user_id, permission, severity, code, params, link)
       values ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7, $8, $9) on conflict (source) do nothing returning id`,
      [id, source, at, userId, permission, told.severity, told.code, JSON.stringify(told.params), told.link],
    );
    return rows.length > 0;
  }

  async page(principal: Principal, query: { limit: number; after?: string | undefined }): Promise<Page<Notification>> {
    const sql = {
      select: COLUMNS,
      from: 'notification n',
      where: ['(n.user_id = $1 or n.permission = any($2::text[]))'],
      parameters: [principal.userId, [...principal.permissions]],
    };
    const page = await keysetSqlPage<Row>(this.database.read, sql, {
      sorting: SORTING,
      limit: query.limit,
      after: query.after,
    });
    return { items: page.items.map((row) => asSeenBy(toStored(row), principal.userId)), next: page.next };
  }

  async recent(principal: Principal, limit = 50): Promise<Stored[]> {
    const rows = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from notification n where n.user_id = $1 or n.permission = any($2::text[]) order by n.at desc, n.id desc limit ${limit}`,
      [principal.userId, [...principal.permissions]],
    );
    return rows.map(toStored);
  }

  async byIds(ids: readonly string[]): Promise<Stored[]> {
    return (
      await this.database.read.query<Row[]>(`select ${COLUMNS} from notification n where n.id = any($1::uuid[])`, [ids])
    ).map(toStored);
  }

  async read(tx: Transaction, id: string, userId: string, at: number): Promise<boolean> {
    const rows = await tx.query<object[]>(
      'insert into notification_read (notification_id, user_id, read_at) values ($1, $2, to_timestamp($3 / 1000.0)) on conflict do nothing returning user_id',
      [id, userId, at],
    );
    return rows.length > 0;
  }
}

function toStored(row: Row): Stored {
  const { id, severity, code, params, link } = row;
  return {
    notification: { id, at: row.at.toISOString(), severity, code, params, link },
    userId: row.user_id,
    permission: row.permission,
    reads: row.reads ?? {},
  };
}

export const isFor = ({ userId, permission }: Stored, principal: Principal): boolean =>
  userId === principal.userId || (permission !== null && principal.permissions.has(permission));

export const asSeenBy = ({ notification, reads }: Stored, userId: string): Notification => ({
  ...notification,
  readAt: reads[userId] ?? null,
});
