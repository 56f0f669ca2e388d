import { Injectable } from '@nestjs/common';
import type { HandleVoicemail, Page, VoicemailListQuery, VoicemailMessage } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';
import { seenBy, type Reader } from './box.store';

/** A message as it is kept; what screens show beside comes from the call. */
export interface KeptMessage {
  readonly id: string;
  readonly boxId: string;
  readonly callId: string;
  readonly number: string | null;
  /** Where the switch wrote it, below its directory of recordings. */
  readonly path: string;
  /** Under which the file store keeps it. */
  readonly key: string;
  readonly state: 'recording' | 'new' | 'handled' | 'too-short' | 'lost' | 'deleted';
  /** Zero until the switch has told it. */
  readonly durationMs: number;
  readonly receivedAt: Date;
}

interface Row {
  readonly id: string;
  readonly box_id: string;
  readonly box_name: string;
  readonly call_id: string;
  readonly state: VoicemailMessage['state'];
  readonly number: string | null;
  readonly display_name: string | null;
  readonly contact_id: string | null;
  readonly contact_first_name: string | null;
  readonly contact_last_name: string | null;
  readonly received_at: Date;
  readonly duration_ms: number;
  readonly heard_at: Date | null;
  readonly handled_at: Date | null;
  readonly handled_by: string | null;
  readonly handled_by_name: string | null;
  readonly note: string;
  readonly reason: string | null;
  readonly version: number;
}

const KEPT = `select m.id, m.box_id as "boxId", m.call_id as "callId", c.number, m.path, m.state, m.duration_ms as "durationMs", m.received_at as "receivedAt",
  to_char(m.received_at at time zone 'UTC', '"voicemail/"YYYY/MM/') || m.id || '.wav' as key
  from voicemail_message m join call c on c.id = m.call_id`;

const COLUMNS = `m.id, m.box_id, b.name as box_name, m.call_id, m.state, c.number, c.display_name, k.id as contact_id,
  k.first_name as contact_first_name, k.last_name as contact_last_name, m.received_at, m.duration_ms, m.heard_at, m.handled_at,
  m.handled_by, u.first_name || ' ' || u.last_name as handled_by_name, m.note, m.reason, m.version`;
const SOURCE = `voicemail_message m join voicemail_box b on b.id = m.box_id join call c on c.id = m.call_id
  left join contact k on k.id = c.contact_id left join app_user u on u.id = m.handled_by`;
const SHOWN = `m.state in ('new', 'handled', 'lost')`;

const SORTING = {
  columns: { receivedAt: { sql: 'm.received_at', type: 'timestamptz' } },
  default: '-receivedAt',
  id: { sql: 'm.id', type: 'uuid' },
} as const;

/** What callers left; one row for each message that was begun. */
@Injectable()
export class MessageStore {
  constructor(private readonly database: Database) {}

  async page(
    reader: Reader,
    query: Omit<VoicemailListQuery, 'sort'> & { sort?: string | undefined },
  ): Promise<Page<VoicemailMessage>> {
    const parameters: unknown[] = [reader];
    const where = [SHOWN, seenBy('m.box_id', '$1')];
    const add = (value: unknown, condition: (at: string) => string) => {
      if (value !== undefined) where.push(condition(`$${parameters.push(value)}`));
    };
    add(query.boxId, (at) => `m.box_id = ${at}`);
    if (query.state?.length) add(query.state, (at) => `m.state = any(${at}::text[])`);
    add(query.from, (at) => `m.received_at >= ${at}::timestamptz`);
    add(query.to, (at) => `m.received_at < ${at}::timestamptz`);
    if (query.search)
      add(
        containsPattern(query.search),
        (at) => `(c.number like ${at} or searchable(m.note) like searchable(${at})
          or k.id in (select id from contact where contact_text(contact) like searchable(${at})))`,
      );
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toMessage), next: page.next };
  }

  async shown(reader: Reader, id: string): Promise<VoicemailMessage | null> {
    const [row] = await this.database.read.query<Row[]>(
      `select ${COLUMNS} from ${SOURCE} where m.id = $2 and ${SHOWN} and ${seenBy('m.box_id', '$1')}`,
      [reader, id],
    );
    return row ? toMessage(row) : null;
  }

  async find(tx: Transaction, id: string): Promise<KeptMessage | null> {
    const [row] = await tx.query<KeptMessage[]>(`${KEPT} where m.id = $1`, [id]);
    return row ?? null;
  }

  async begin(
    tx: Transaction,
    { id, boxId, callId, path, at }: Pick<KeptMessage, 'id' | 'boxId' | 'callId' | 'path'> & { at: Instant },
  ): Promise<void> {
    await tx.query(
      `insert into voicemail_message (id, box_id, call_id, path, state, received_at)
       select $1, b.id, $3, $4, 'recording', to_timestamp($5 / 1000.0) from voicemail_box b where b.id = $2 on conflict do nothing`,
      [id, boxId, callId, path, at],
    );
  }

  /** False: it was over before. */
  async end(
    tx: Transaction,
    id: string,
    how: { state: 'new' | 'too-short' | 'lost'; reason: string | null; durationMs: number },
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update voicemail_message set state = $2, reason = $3, duration_ms = $4 where id = $1 and state = 'recording' returning id`,
      [id, how.state, how.reason, how.durationMs],
    );
    return rows.length > 0;
  }

  /** True: nobody had listened to it before. */
  async heard(tx: Transaction, id: string, at: Instant): Promise<void> {
    await tx.query(
      'update voicemail_message set heard_at = to_timestamp($2 / 1000.0) where id = $1 and heard_at is null',
      [id, at],
    );
  }

  /** False: somebody else changed it since `version`. */
  async handle(
    tx: Transaction,
    id: string,
    { state, note, version }: HandleVoicemail,
    by: { userId: string; at: Instant },
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update voicemail_message set state = $2, note = $3, version = version + 1,
         handled_at = case when $2 = 'handled' then to_timestamp($5 / 1000.0) end, handled_by = case when $2 = 'handled' then $6::uuid end
       where id = $1 and version = $4 and state in ('new', 'handled') returning id`,
      [id, state, note, version, by.at, by.userId],
    );
    return rows.length > 0;
  }

  /** False: there is nothing (any more). */
  async remove(tx: Transaction, id: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update voicemail_message set state = 'deleted', reason = null, handled_at = null, note = '' where id = $1 and state in ('new', 'handled', 'lost') returning id`,
      [id],
    );
    return rows.length > 0;
  }

  ofPerson(
    tx: Transaction,
    { contactIds, phones }: { readonly contactIds: readonly string[]; readonly phones: readonly string[] },
  ): Promise<{ id: string; receivedAt: Date; durationMs: number; note: string }[]> {
    return tx.query(
      `select m.id, m.received_at as "receivedAt", m.duration_ms as "durationMs", m.note from voicemail_message m join call c on c.id = m.call_id
       where m.state in ('new', 'handled', 'lost') and (c.contact_id = any($1::uuid[]) or c.number = any($2::text[])) order by m.received_at, m.id`,
      [contactIds, phones],
    );
  }

  async openOf(callId: string): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select id from voicemail_message where call_id = $1 and state = 'recording'`,
      [callId],
    );
    return rows.map(({ id }) => id);
  }

  /** Handled so long ago that their boxes keep them no longer. */
  async expired(at: Instant): Promise<string[]> {
    const rows = await this.database.read.query<{ id: string }[]>(
      `select m.id from voicemail_message m join voicemail_box b on b.id = m.box_id
       where m.state = 'handled' and m.handled_at < to_timestamp($1 / 1000.0) - make_interval(days => b.retention_days) limit 1000`,
      [at],
    );
    return rows.map(({ id }) => id);
  }
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const toMessage = (row: Row): VoicemailMessage => ({
  id: row.id,
  box: { id: row.box_id, name: row.box_name },
  callId: row.call_id,
  state: row.state,
  number: row.number,
  displayName: row.display_name,
  contact:
    row.contact_id === null
      ? null
      : { id: row.contact_id, firstName: row.contact_first_name ?? '', lastName: row.contact_last_name ?? '' },
  receivedAt: row.received_at.toISOString(),
  durationMs: row.duration_ms,
  heardAt: iso(row.heard_at),
  handledAt: iso(row.handled_at),
  handledBy: row.handled_by === null ? null : { id: row.handled_by, name: row.handled_by_name ?? '' },
  note: row.note,
  reason: row.reason,
  version: row.version,
});
