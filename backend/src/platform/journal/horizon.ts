import type { RecordedEvent } from '../../kernel/journal';
import type { DatabaseSession, Prepared } from '../database';

/** Wanted events in order, and the position up to which there are no others. */
export interface Slice {
  readonly events: readonly RecordedEvent[];
  readonly through: number;
}

/** Everything up to `settled` is final: committed and visible, or never to come. */
export interface Feed {
  readonly settled: number;
  /** At most `limit` wanted events after `position`; undefined when they are no longer remembered: read the table. */
  after(position: number, limit: number, wanted: (event: RecordedEvent) => boolean): Slice | undefined;
}

const pageSize = 1000;
const remembered = 4000;
const page: Prepared = {
  name: 'journal_page',
  text: 'select position, stream, version, type, data, meta from journal where position > $1 order by position limit $2',
};

/**
 * Finds out how far the journal may be read without ever skipping a commit that is still on its way.
 *
 * Positions are drawn before commit, so a reader can see position 7 while 6 is not committed yet. Neither
 * `order by position` nor `txid < xmin` alone is safe: a transaction with an early xid may draw a late position and
 * commit while a younger one still holds an earlier position; and ordering by (txid, position) breaks the order within
 * a stream when an old transaction waits for the stream's lock. So: positions are delivered as they stand without gap.
 * At a gap (in flight, or rolled back) an xid of our own is drawn. The journal's trigger draws the position after the
 * writer's xid, so whoever holds the gap has a smaller xid than ours; once `pg_snapshot_xmin` has reached ours they have
 * all ended, and what is still not visible never will be.
 */
export class Horizon implements Feed {
  settled: number;
  private remembers: RecordedEvent[] = [];
  private remembersFrom: number;
  /** Gaps up to here are void. */
  private voidThrough = 0;
  private barrier: { readonly xid: string; readonly through: number } | undefined;

  constructor(
    private readonly session: DatabaseSession,
    start: number,
  ) {
    this.settled = start;
    this.remembersFrom = start;
  }

  /** Whether a writer holds back what others have committed; looking again soon is worth it. */
  get blocked(): boolean {
    return this.barrier !== undefined;
  }

  /** Reads on as far as it is safe now. */
  async advance(): Promise<void> {
    for (;;) {
      if (!(await this.barrierPassed())) return;
      const rows = await this.session.run<RecordedEvent>(page, [this.settled, pageSize]);
      const gap = rows.find(
        (row, index) => row.position - 1 > Math.max(rows[index - 1]?.position ?? this.settled, this.voidThrough),
      );
      this.take(gap ? rows.slice(0, rows.indexOf(gap)) : rows);
      if (gap) this.barrier = await this.raiseBarrier();
      else if (rows.length < pageSize) break;
    }
    this.settled = Math.max(this.settled, this.voidThrough);
  }

  after(position: number, limit: number, wanted: (event: RecordedEvent) => boolean): Slice | undefined {
    if (position < this.remembersFrom) return undefined;
    const events: RecordedEvent[] = [];
    for (let index = this.firstAfter(position); index < this.remembers.length; index += 1) {
      const event = this.remembers[index];
      if (!event || !wanted(event)) continue;
      events.push(event);
      if (events.length === limit) return { events, through: event.position };
    }
    return { events, through: this.settled };
  }

  private firstAfter(position: number): number {
    let low = 0;
    let high = this.remembers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.remembers[middle]?.position ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private take(events: readonly RecordedEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.settled = last.position;
    this.remembers.push(...events);
    if (this.remembers.length < 2 * remembered) return;
    this.remembers = this.remembers.slice(-remembered);
    this.remembersFrom = (this.remembers[0]?.position ?? this.settled + 1) - 1;
  }

  /** First the highest position drawn so far, then the xid: two statements, because the order matters. */
  private async raiseBarrier(): Promise<{ xid: string; through: number }> {
    const [drawn] = await this.session.query<{ through: number }>('select last_value as through from journal_position');
    const [own] = await this.session.query<{ xid: string }>('select pg_current_xact_id()::text as xid');
    if (!drawn || !own) throw new Error('PostgreSQL answered without a row');
    return { xid: own.xid, through: drawn.through };
  }

  private async barrierPassed(): Promise<boolean> {
    if (!this.barrier) return true;
    const [row] = await this.session.query<{ passed: boolean }>(
      'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as passed',
      [this.barrier.xid],
    );
    if (!row?.passed) return false;
    this.voidThrough = this.barrier.through;
    this.barrier = undefined;
    return true;
  }
}
