import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import type { BillingPeriod } from '../domain/billing-period';
import type { Counting, Meter } from '../domain/meters';
import type { Measured } from '../domain/usage';

export interface MeterEntry {
  readonly meter: string;
  /** `stream@version` of the event. */
  readonly source: string;
  readonly position: number;
  readonly at: Instant;
  readonly amount: number;
  readonly userId: string | null;
}

const ADD = `insert into meter_entry (meter, source, position, at, amount, user_id)
  select meter, source, position, to_timestamp(at / 1000.0), amount, "userId"
  from jsonb_to_recordset($1) as t(meter text, source text, position bigint, at double precision, amount bigint, "userId" uuid)
  on conflict do nothing`;

/** Each counting as one statement over `$1` meter, `$2` from, `$3` to; gives rows of `used`. */
const MEASURE: Record<Counting, string> = {
  sum: `select coalesce(sum(amount), 0)::bigint as used from meter_entry where meter = $1 and at >= $2 and at < $3`,
  'sum-per-user': `select sum(amount)::bigint as used from meter_entry where meter = $1 and at >= $2 and at < $3 group by user_id`,
  highest: `with before as (select coalesce(sum(amount), 0) as level from meter_entry where meter = $1 and at < $2)
    select greatest(before.level, coalesce(max(before.level + running.level), 0))::bigint as used
    from before left join (
      select sum(amount) over (order by position) as level from meter_entry where meter = $1 and at >= $2 and at < $3
    ) running on true group by before.level`,
  now: `select coalesce(sum(amount), 0)::bigint as used from meter_entry where meter = $1 and at < $3 and $2::timestamptz is not null`,
  stored: `select used from storage_level where $1::text is not null and $2::timestamptz is not null and $3::timestamptz is not null`,
};

/** The ledger of everything that counts against a limit. */
@Injectable()
export class MeterStore {
  constructor(private readonly database: Database) {}

  /** Adds what is not there yet. */
  async add(tx: Transaction, entries: readonly MeterEntry[]): Promise<void> {
    if (entries.length > 0) await tx.query(ADD, [JSON.stringify(entries)]);
  }

  async measure(meter: Meter, period: BillingPeriod, from: EntityManager = this.database.read): Promise<Measured> {
    const values = [meter.id, new Date(period.from), new Date(period.to)];
    const rows = await from.query<{ used: number }[]>(MEASURE[meter.counting], values);
    if (meter.counting === 'sum-per-user') return { perUser: rows.map(({ used }) => used) };
    return { used: rows[0]?.used ?? 0 };
  }
}
