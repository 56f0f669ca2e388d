import { Injectable } from '@nestjs/common';
import type { Addressees, OwnMessage, Page, PageQuery, Receipt, SentListQuery, SentMessage } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row {
  readonly id: string;
  readonly kind: OwnMessage['kind'];
  readonly title: string;
  readonly body: string;
  readonly sender_id: string;
  readonly sender_name: string;
  readonly sent_at: Date;
  readonly starts_at: Date | null;
  readonly ends_at: Date | null;
  readonly withdrawn_at: Date | null;
}

export interface NewMessage {
  readonly id: string;
  readonly kind: OwnMessage['kind'];
  readonly title: string;
  readonly body: string;
  readonly senderId: string;
  readonly to: Addressees;
  readonly at: Instant;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

/** A message with everybody to whom it was sent and when each has read it. */
export interface Delivered {
  readonly message: Omit<OwnMessage, 'readAt'>;
  readonly reads: Readonly<Record<string, string | null>>;
}

const COLUMNS = `m.id, m.kind, m.title, m.body, m.sender_id, u.first_name || ' ' || u.last_name as sender_name, m.sent_at, m.starts_at,
  m.ends_at, m.withdrawn_at`;
const SOURCE = 'message m join app_user u on u.id = m.sender_id';
const SORTING = {
  columns: { sentAt: { sql: 'm.sent_at', type: 'timestamptz' } },
  default: '-sentAt',
  id: { sql: 'm.id', type: 'uuid' },
} as const;

/** Messages and their receipts: one row for each addressee, made when the message is sent. */
@Injectable()
export class MessageStore {
  constructor(private readonly database: Database) {}

  /** Whom these addressees are now. */
  async recipients(tx: Transaction, { everybody, roles, groupIds, userIds }: Addressees): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select u.id from app_user u where u.state <> 'deactivated' and ($1 or u.role = any($2::text[]) or u.id = any($4::uuid[])
         or exists (select 1 from user_group_member g where g.user_id = u.id and g.group_id = any($3::uuid[]))) order by u.id`,
      [everybody, roles, groupIds, userIds],
    );
    return rows.map(({ id }) => id);
  }

  async insert(tx: Transaction, message: NewMessage, recipients: readonly string[]): Promise<void> {
    const { id, kind, title, body, senderId, to, at, startsAt, endsAt } = message;
    await tx.query(
      `insert into message (id, kind, title, body, sender_id, addressees, sent_at, starts_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0), $8, $9)`,
      [id, kind, title, body, senderId, JSON.stringify(to), at, startsAt, endsAt],
    );
    await tx.query('insert into message_receipt (message_id, user_id) select $1, unnest($2::uuid[])', [id, recipients]);
  }

  /** False: not his, or read before. */
  async read(tx: Transaction, id: string, userId: string, at: Instant): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update message_receipt set read_at = to_timestamp($3 / 1000.0)
       where message_id = $1 and user_id = $2 and read_at is null returning user_id`,
      [id, userId, at],
    );
    return rows.length > 0;
  }

  async withdraw(tx: Transaction, id: string, at: Instant): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update message set withdrawn_at = to_timestamp($2 / 1000.0) where id = $1 and withdrawn_at is null returning id`,
      [id, at],
    );
    return rows.length > 0;
  }

  async own(userId: string, query: PageQuery): Promise<Page<OwnMessage>> {
    const parameters: unknown[] = [userId];
    const where = ['r.user_id = $1', 'm.withdrawn_at is null'];
    if (query.search) {
      const pattern = `$${parameters.push(containsPattern(query.search))}`;
      where.push(`searchable(m.title || ' ' || m.body) like searchable(${pattern})`);
    }
    const page = await keysetSqlPage<Row & { read_at: Date | null }>(
      this.database.read,
      {
        select: `${COLUMNS}, r.read_at`,
        from: `message_receipt r join ${SOURCE.replace('message m', 'message m on m.id = r.message_id')}`,
        where,
        parameters,
      },
      { sorting: SORTING, ...query },
    );
    const items = page.items.map((row) => ({ ...toMessage(row), readAt: row.read_at?.toISOString() ?? null }));
    return { items, next: page.next };
  }

  /** Of one sender; null shows everybody's. */
  async sent(senderId: string | null, query: SentListQuery): Promise<Page<SentMessage>> {
    const parameters: unknown[] = [];
    const where: string[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    if (senderId) where.push(`m.sender_id = ${given(senderId)}`);
    if (query.kind) where.push(`m.kind = ${given(query.kind)}`);
    if (query.search) where.push(`searchable(m.title) like searchable(${given(containsPattern(query.search))})`);
    const page = await keysetSqlPage<Row & { recipients: number; read: number }>(
      this.database.read,
      {
        select: `${COLUMNS}, (select count(*)::int from message_receipt r where r.message_id = m.id) as recipients,
          (select count(read_at)::int from message_receipt r where r.message_id = m.id) as read`,
        from: SOURCE,
        where,
        parameters,
      },
      { sorting: SORTING, ...query },
    );
    const items = page.items.map((row) => ({ ...toMessage(row), recipients: row.recipients, read: row.read }));
    return { items, next: page.next };
  }

  async receipts(id: string, query: PageQuery): Promise<Page<Receipt>> {
    const page = await keysetSqlPage<{ userId: string; name: string; read_at: Date | null }>(
      this.database.read,
      {
        select: `r.user_id as "userId", u.last_name || ' ' || u.first_name as name, r.read_at`,
        from: 'message_receipt r join app_user u on u.id = r.user_id',
        where: ['r.message_id = $1'],
        parameters: [id],
      },
      {
        sorting: {
          columns: { name: { sql: `u.last_name || ' ' || u.first_name`, type: 'text' } },
          default: 'name',
          id: { sql: 'r.user_id', type: 'uuid' },
        },
        limit: query.limit,
        after: query.after,
      },
    );
    const items = page.items.map(({ read_at, ...row }) => ({ ...row, readAt: read_at?.toISOString() ?? null }));
    return { items, next: page.next };
  }

  async byIds(ids: readonly string[]): Promise<Delivered[]> {
    return this.delivered('m.id = any($1::uuid[])', [ids]);
  }

  /** What may stand on this person's screen: unread, or a maintenance that is not over. */
  async openOf(userId: string, now: Instant): Promise<Delivered[]> {
    return this.delivered(
      `m.withdrawn_at is null and (m.ends_at is null or m.ends_at > to_timestamp($2 / 1000.0)) and m.id in
        (select message_id from message_receipt where user_id = $1 and (read_at is null or m.kind = 'maintenance'))`,
      [userId, now],
    );
  }

  private async delivered(condition: string, parameters: unknown[]): Promise<Delivered[]> {
    const rows = await this.database.read.query<(Row & { reads: Delivered['reads'] | null })[]>(
      `select ${COLUMNS}, (select jsonb_object_agg(r.user_id, to_char(r.read_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
         from message_receipt r where r.message_id = m.id) as reads from ${SOURCE} where ${condition}`,
      parameters,
    );
    return rows.map((row) => ({ message: toMessage(row), reads: row.reads ?? {} }));
  }
}

const toMessage = (row: Row): Omit<OwnMessage, 'readAt'> => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  body: row.body,
  from: { id: row.sender_id, name: row.sender_name },
  sentAt: row.sent_at.toISOString(),
  startsAt: row.starts_at?.toISOString() ?? null,
  endsAt: row.ends_at?.toISOString() ?? null,
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
});
