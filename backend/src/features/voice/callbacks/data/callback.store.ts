import { Injectable } from '@nestjs/common';
import type { Callback, CallbackListQuery, CallbackRule, Page, QueueHours } from '#contracts';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage, type Supervised } from '../../../../platform/http';
import type { CallbackState } from '../domain/callback';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly contact_id: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly queue_id: string;
  readonly queue_name: string;
  readonly origin: Callback['origin'];
  readonly failed: Callback['failed'];
  readonly state: Callback['state'];
  readonly ending: Callback['ending'];
  readonly requested_at: Date;
  readonly queued_at: Date;
  readonly next_at: Date | null;
  readonly closed_at: Date | null;
  readonly from_call_id: string | null;
  readonly tried: number;
  readonly attempts: number;
  readonly tries: { callId: string; at: number; result: Callback['tries'][number]['result'] }[];
}

const COLUMNS = `b.id, b.number, k.id as contact_id, k.first_name, k.last_name, b.queue_id, q.name as queue_name, b.origin, b.failed,
  b.state, b.ending, b.requested_at, b.queued_at, b.next_at, b.closed_at, b.from_call_id, b.tried, b.attempts, b.tries`;
const SOURCE = 'callback b join queue q on q.id = b.queue_id left join contact k on k.id = b.contact_id';

const SORTING = {
  columns: {
    requestedAt: { sql: 'b.requested_at', type: 'timestamptz' },
    nextAt: { sql: 'b.next_at', type: 'timestamptz', nullable: true },
  },
  default: '-requestedAt',
  id: { sql: 'b.id', type: 'uuid' },
} as const;

const time = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** A call as it lies in its read model, when it has ended or reached somebody. */
export interface CallFacts {
  readonly number: string | null;
  readonly direction: 'inbound' | 'outbound' | 'internal';
  readonly queue_id: string | null;
  readonly own_number: string | null;
  readonly contact_id: string | null;
  readonly queued_at: Date | null;
  readonly callback_id: string | null;
}

/** Callbacks as lists show them, and what decides about new ones. */
@Injectable()
export class CallbackStore {
  constructor(private readonly database: Database) {}

  async page(
    supervised: Supervised | null,
    query: Omit<CallbackListQuery, 'sort'> & { sort?: string | undefined },
  ): Promise<Page<Callback>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    const add = (value: unknown, condition: (at: string) => string) => {
      if (value !== undefined) where.push(condition(`$${parameters.push(value)}`));
    };
    if (supervised) add([...supervised.queueIds], (at) => `b.queue_id = any(${at}::uuid[])`);
    if (query.state?.length) add(query.state, (at) => `b.state = any(${at}::text[])`);
    if (query.ending?.length) add(query.ending, (at) => `b.ending = any(${at}::text[])`);
    if (query.origin?.length) add(query.origin, (at) => `b.origin = any(${at}::text[])`);
    add(query.queueId, (at) => `b.queue_id = ${at}`);
    add(query.from, (at) => `b.requested_at >= ${at}::timestamptz`);
    add(query.to, (at) => `b.requested_at < ${at}::timestamptz`);
    if (query.search)
      add(
        containsPattern(query.search),
        (at) =>
          `(b.number like ${at} or k.id in (select id from contact where contact_text(contact) like searchable(${at})))`,
      );
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: SOURCE, where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toCallback), next: page.next };
  }

  async find(id: string): Promise<Callback | null> {
    const [row] = await this.database.read.query<Row[]>(`select ${COLUMNS} from ${SOURCE} where b.id = $1`, [id]);
    return row ? toCallback(row) : null;
  }

  /** Nobody else decides about a callback of this number until the end of the transaction. */
  async lock(tx: Transaction, number: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('callback ' || $1, 0))`, [number]);
  }

  /** Open callbacks of the number; of one queue, or of all (null). */
  async openOf(tx: Transaction, number: string, queueId: string | null): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from callback where number = $1 and ($2::uuid is null or queue_id = $2) and state <> 'closed' order by requested_at`,
      [number, queueId],
    );
    return rows.map(({ id }) => id);
  }

  async save(tx: Transaction, id: string, state: CallbackState): Promise<void> {
    await tx.query(
      `insert into callback (id, number, contact_id, queue_id, origin, failed, state, ending, requested_at, queued_at, next_at, closed_at, from_call_id, tried, attempts, tries)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
       on conflict (id) do update set state = excluded.state, ending = excluded.ending, next_at = excluded.next_at,
         closed_at = excluded.closed_at, tried = excluded.tried, tries = excluded.tries`,
      [
        id,
        state.number,
        state.contactId,
        state.queueId,
        state.origin,
        state.failed,
        state.phase,
        state.ending,
        time(state.requestedAt),
        time(state.queuedAt),
        time(state.nextAt),
        time(state.closedAt),
        state.fromCallId,
        state.tried,
        state.attempts,
        JSON.stringify(state.tries),
      ],
    );
  }

  /** The queue's rule with its hours; null: it has none, or is gone. */
  async ruleOf(tx: Transaction, queueId: string): Promise<{ rule: CallbackRule; hours: QueueHours | null } | null> {
    const [row] = await tx.query<{ rule: CallbackRule | null; hours: QueueHours | null }[]>(
      'select callback as rule, hours from queue where id = $1 and deleted_at is null',
      [queueId],
    );
    return row?.rule ? { rule: row.rule, hours: row.hours } : null;
  }

  /** The queue whose rule takes in callers of the flow that the call was in last. */
  async queueOfFlow(tx: Transaction, callId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }[]>(
      `select q.id from (select data ->> 'flowId' as flow from journal where stream = $1 and type = 'CallFlowEntered' order by version desc limit 1) last
       join queue q on q.callback -> 'flowIds' ? last.flow and q.deleted_at is null and q.active order by q.name limit 1`,
      [`call-${callId}`],
    );
    return row?.id ?? null;
  }

  async call(tx: Transaction, callId: string): Promise<CallFacts | null> {
    const [row] = await tx.query<CallFacts[]>(
      'select number, direction, queue_id, own_number, contact_id, queued_at, callback_id from call where id = $1',
      [callId],
    );
    return row ?? null;
  }

  /** Whether he is on a line with us now. */
  async onTheLine(tx: Transaction, number: string): Promise<boolean> {
    const rows = await tx.query<object[]>(
      `select 1 from call where number = $1 and state <> 'ended' and state <> 'wrap-up' limit 1`,
      [number],
    );
    return rows.length > 0;
  }
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const toCallback = (row: Row): Callback => ({
  id: row.id,
  number: row.number,
  contact:
    row.contact_id === null
      ? null
      : { id: row.contact_id, firstName: row.first_name ?? '', lastName: row.last_name ?? '' },
  queue: { id: row.queue_id, name: row.queue_name },
  origin: row.origin,
  failed: row.failed,
  state: row.state,
  ending: row.ending,
  requestedAt: row.requested_at.toISOString(),
  queuedAt: row.queued_at.toISOString(),
  nextAt: iso(row.next_at),
  closedAt: iso(row.closed_at),
  fromCallId: row.from_call_id,
  tried: row.tried,
  attempts: row.attempts,
  tries: row.tries.map(({ callId, at, result }) => ({ callId, at: new Date(at).toISOString(), result })),
});
