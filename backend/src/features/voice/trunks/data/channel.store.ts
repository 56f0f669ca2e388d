import { Injectable } from '@nestjs/common';
import type { Trunk } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';

export interface TakenChannel {
  readonly legId: string;
  readonly trunk: string;
  readonly callId: string;
  readonly nodeId: string;
  readonly at: Instant;
}

export interface HandedLine {
  readonly version: number;
  readonly result: 'applied' | 'refused';
  readonly reason: Trunk['line']['reason'];
  readonly detail: string | null;
  readonly at: Instant;
}

/** Channels in use, and how trunks are. */
@Injectable()
export class ChannelStore {
  /** Choices wait for each other until the transaction ends, so no limit is passed by two calls at once. */
  async lock(tx: Transaction): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('trunk channels', 0))`);
  }

  async take(tx: Transaction, { legId, trunk, callId, nodeId, at }: TakenChannel): Promise<void> {
    await tx.query(
      `insert into trunk_leg (leg_id, trunk, call_id, node_id, taken_at) values ($1, $2, $3, $4, to_timestamp($5 / 1000.0)) on conflict do nothing`,
      [legId, trunk, callId, nodeId, at],
    );
  }

  async hand(tx: Transaction, legId: string, callId: string): Promise<void> {
    await tx.query('update trunk_leg set call_id = $2 where leg_id = $1', [legId, callId]);
  }

  async release(tx: Transaction, legId: string): Promise<void> {
    await tx.query('delete from trunk_leg where leg_id = $1', [legId]);
  }

  async releaseCall(tx: Transaction, callId: string): Promise<void> {
    await tx.query('delete from trunk_leg where call_id = $1', [callId]);
  }

  async byocUsed(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ used: number }[]>(
      `select count(*)::int as used from trunk_leg l join trunk t on t.name = l.trunk where t.supplier = 'byoc'`,
    );
    return row?.used ?? 0;
  }

  async setState(tx: Transaction, name: string, state: Trunk['health']['state'], at: Instant): Promise<void> {
    await tx.query(
      `insert into trunk_health (name, state, since) values ($1, $2, to_timestamp($3 / 1000.0))
       on conflict (name) do update set since = case when trunk_health.state = excluded.state then trunk_health.since else excluded.since end,
         state = excluded.state`,
      [name, state, at],
    );
  }

  async setError(tx: Transaction, name: string, error: string, at: Instant): Promise<void> {
    await tx.query(
      `insert into trunk_health (name, state, last_error, last_error_at) values ($1, 'unknown', $2, to_timestamp($3 / 1000.0))
       on conflict (name) do update set last_error = excluded.last_error, last_error_at = excluded.last_error_at`,
      [name, error, at],
    );
  }

  /** What the switch made of one version of a trunk; false: it was so already. */
  async setLine(tx: Transaction, name: string, handed: HandedLine): Promise<boolean> {
    const { version, result, reason, detail, at } = handed;
    const rows = await tx.query<object[]>(
      `insert into trunk_health (name, state, line_version, line_result, line_reason, line_detail, line_at)
         values ($1, 'unknown', $2, $3, $4, $5, to_timestamp($6 / 1000.0))
       on conflict (name) do update set line_version = excluded.line_version, line_result = excluded.line_result,
         line_reason = excluded.line_reason, line_detail = excluded.line_detail, line_at = excluded.line_at
       where (trunk_health.line_version, trunk_health.line_result, trunk_health.line_reason)
         is distinct from (excluded.line_version, excluded.line_result, excluded.line_reason)
       returning name`,
      [name, version, result, reason, detail, at],
    );
    return rows.length > 0;
  }
}
