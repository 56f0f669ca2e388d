import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { initialPacingState, type PacingState } from '../domain/pacing/pacing-state';

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

  /** True: something else limits the campaign now than when it was last asked. */
  async noteLimit(tx: Transaction, campaignId: string, limit: string): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      'update campaign_pacing set limited_by = $2 where campaign_id = $1 and limited_by is distinct from $2 returning campaign_id',
      [campaignId, limit],
    );
    return rows.length > 0;
  }
}
