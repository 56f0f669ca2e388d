import { Injectable } from '@nestjs/common';
import type { Notification, Page, Permission } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { keysetSqlPage, oversees, type Principal } from '../../../../platform/http';
import { causeOf, type Told } from '../domain/notify';

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly user_id: string | null;
  readonly permission: Permission | null;
  readonly severity: Notification['severity'];
  readonly code: string;
  readonly params: Notification['params'];
  readonly link: string | null;
  readonly count: number;
  readonly about_user: string | null;
  readonly reads: Record<string, string> | null;
}

/** A notification with everybody who has read it. */
export interface Stored {
  readonly notification: Omit<Notification, 'readAt'>;
  readonly userId: string | null;
  readonly permission: Permission | null;
  /** Whose work it is about; told to those who supervise him. */
  readonly about: string | null;
  readonly reads: Readonly<Record<string, string>>;
}

const COLUMNS = `n.id, n.at, n.user_id, n.permission, n.severity, n.code, n.params, n.link, n.count, n.about_user,
  (select jsonb_object_agg(r.user_id, to_char(r.read_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) from notification_read r where r.notification_id = n.id) as reads`;

const FOR_ME = `(n.user_id = $1 or n.permission = any($2::text[]) and
  (n.about_user is null or $3::uuid[] is null or n.about_user = any($3::uuid[])))`;

const parametersOf = ({ userId, permissions, supervised }: Principal): unknown[] => [
  userId,
  [...permissions],
  supervised && [...supervised.userIds],
];

const SORTING = {
  columns: { at: { sql: 'n.at', type: 'timestamptz' } },
  default: '-at',
  id: { sql: 'n.id', type: 'uuid' },
} as const;

@Injectable()
export class NotificationStore {
  constructor(private readonly database: Database) {}

  /**
   * Tells anew, or counts up what is told already and read by nobody. Null: this event was told before. Called by one subscriber,
   * in journal order: what lies at or behind the last position of the same cause is a repetition of the relay.
   */
  async add(
    tx: Transaction,
    event: { id: string; source: string; position: number; at: number },
    told: Told,
  ): Promise<{ id: string; count: number } | null> {
    const [last] = await tx.query<{ id: string; position: number; count: number; open: boolean }[]>(
      `select n.id, n.position, n.count, not exists (select 1 from notification_read r where r.notification_id = n.id) as open
       from notification n where n.cause = $1 order by n.position desc limit 1 for update of n`,
      [causeOf(told)],
    );
    if (last && last.position >= event.position) return null;
    if (!last?.open) return (await this.insert(tx, event, told)) ? { id: event.id, count: 1 } : null;
    await tx.query(
      `update notification set count = count + 1, position = $2, at = to_timestamp($3 / 1000.0), severity = $4, params = $5, link = $6 where id = $1`,
      [last.id, event.position, event.at, told.severity, JSON.stringify(told.params), told.link],
    );
    return { id: last.id, count: last.count + 1 };
  }

  async page(principal: Principal, query: { limit: number; after?: string | undefined }): Promise<Page<Notification>> {
    const sql = {
      select: COLUMNS,
      from: 'notification n',
      where: [FOR_ME],
      parameters: parametersOf(principal),
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
      `select ${COLUMNS} from notification n where ${FOR_ME} order by n.at desc, n.id desc limit ${limit}`,
      parametersOf(principal),
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

  private async insert(
    tx: Transaction,
    { id, source, position, at }: { id: string; source: string; position: number; at: number },
    told: Told,
  ): Promise<boolean> {
    const [userId, permission] = 'userId' in told.to ? [told.to.userId, null] : [null, told.to.permission];
    const { severity, code, params, link, about = null } = told;
    const rows = await tx.query<object[]>(
      `insert into notification (id, source, at, user_id, permission, severity, code, params, link, cause, position, about_user)
       values ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (source) do nothing returning id`,
      [
        id,
        source,
        at,
        userId,
        permission,
        severity,
        code,
        JSON.stringify(params),
        link,
        causeOf(told),
        position,
        about,
      ],
    );
    return rows.length > 0;
  }
}

function toStored(row: Row): Stored {
  const { id, severity, code, params, link, count } = row;
  return {
    notification: { id, at: row.at.toISOString(), severity, code, params, link, count },
    userId: row.user_id,
    permission: row.permission,
    about: row.about_user,
    reads: row.reads ?? {},
  };
}

export const isFor = ({ userId, permission, about }: Stored, principal: Principal): boolean =>
  userId === principal.userId ||
  (permission !== null &&
    principal.permissions.has(permission) &&
    (about === null || oversees(principal, { users: [about] })));

export const asSeenBy = ({ notification, reads }: Stored, userId: string): Notification => ({
  ...notification,
  readAt: reads[userId] ?? null,
});
