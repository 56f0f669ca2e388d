import { Injectable } from '@nestjs/common';
import type { PacingPoint } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import { initialPacingState, type PacingState } from '../domain/pacing/pacing-state';
import type { PacingTold } from '../domain/pacing-told';

/** What a campaign's pacer has learnt. */
@Injectable()
export class PacingStore {
  /** Locked until the transaction ends. */
  async lock(tx: Transaction, campaignId: string): Promise<PacingState> {
    await tx.query('insert into campaign_pacing (campaign_id, state) values ($1, $2) on conflict do nothing', [
      campaignId,
      JSON.stringify(initialPacingState),
    ]);
    const [row] = await tx.query<{ state: PacingState }[]>(
      'select state from campaign_pacing where campaign_id = $1 for update',
      [campaignId],
    );
    return row?.state ?? initialPacingState;
  }

  async load(tx: Transaction, campaignId: string): Promise<PacingState> {
    const [row] = await tx.query<{ state: PacingState }[]>('select state from campaign_pacing where campaign_id = $1', [
      campaignId,
    ]);
    return row?.state ?? initialPacingState;
  }

  async save(tx: Transaction, campaignId: string, state: PacingState): Promise<void> {
    await tx.query('update campaign_pacing set state = $2 where campaign_id = $1', [campaignId, JSON.stringify(state)]);
  }

  /** Decisions since then, the oldest first; of more than `most` the first in each of so many equal stretches. */
  async recent(
    tx: Transaction,
    campaignId: string,
    { since, until, most }: { since: Instant; until: Instant; most: number },
  ): Promise<PacingPoint[]> {
    const rows = await tx.query<{ data: PacingTold & { at: Instant; placed: number } }[]>(
      `select distinct on (slot) data from (
         select data, version, width_bucket((data->>'at')::float8, $2, $3, $4) as slot from journal
         where stream = $1 and type = 'PacingDecided' and (data->>'at')::float8 >= $2 order by version desc limit 5000
       ) recent order by slot, version`,
      [`pacing-${campaignId}`, since, until, most],
    );
    return rows.map(({ data }) => point(data));
  }

  /** True: something else limits the campaign now than when it was last asked. */
  async noteLimit(tx: Transaction, campaignId: string, limit: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update campaign_pacing set limited_by = $2 where campaign_id = $1 and limited_by is distinct from $2 returning campaign_id',
      [campaignId, limit],
    );
    return rows.length > 0;
  }
}

function point({ at, placed, ...told }: PacingTold & { at: Instant; placed: number }): PacingPoint {
  const { agents, calls, budget, seconds, soon } = told;
  return {
    ...{ at: new Date(at).toISOString(), placed, limitedBy: told.limitedBy, answerRate: told.answerRate },
    agents: { ready: agents[0], talking: agents[1], wrapUp: agents[2] },
    calls: { ringing: calls[0], waiting: calls[1], inFlight: calls[2] },
    budget: { answered: budget[0], abandoned: budget[1], remaining: budget[2] },
    ringSeconds: seconds?.[0] ?? null,
    residualTalkSeconds: seconds?.[1] ?? null,
    soon: soon && { free: soon[0], answers: soon[1] },
  };
}
