import { Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import { LicensingService } from '../../../house/licensing';

/** Channels that come with the automatic caller; more are bought one by one. */
const INCLUDED_CHANNELS = 20;

/** Lines that campaigns may use. */
@Injectable()
export class LineStore {
  constructor(private readonly licensing: LicensingService) {}

  /** Whether the phone system is there: while it is away calls are paused for everybody. */
  async connected(tx: Transaction): Promise<boolean> {
    const rows = await tx.query<object[]>(`select 1 from work_channel where channel = 'call' and paused`);
    return rows.length === 0;
  }

  /** Channels of automatic campaigns together: those of the function and those bought. */
  async automaticChannels(tx: Transaction): Promise<number> {
    const { addOns } = await this.licensing.order(tx);
    const bought = addOns.filter(({ featureId }) => featureId === 'automatic-caller-extra-channel');
    return INCLUDED_CHANNELS + bought.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  /** How many calls this automatic campaign may place now. */
  async freeAutomatic(tx: Transaction, campaign: Campaign): Promise<number> {
    const [row] = await tx.query<{ own: number; all: number }[]>(
      `select count(*) filter (where a.campaign_id = $1)::int as own, count(*)::int as all from dial_attempt a
       join campaign c on c.id = a.campaign_id where a.ended_at is null and c.kind in ('automatic', 'voice-mailing')`,
      [campaign.id],
    );
    const { own, all } = row ?? { own: 0, all: 0 };
    return Math.max(0, Math.min(campaign.channels - own, (await this.automaticChannels(tx)) - all));
  }
}
