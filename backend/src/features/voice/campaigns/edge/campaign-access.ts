import { Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import { Database } from '../../../../platform/database';
import { ProblemException, type Principal } from '../../../../platform/http';
import { CampaignStore } from '../data/campaign.store';

/** Campaigns as somebody may see them: supervisors those of their groups. */
@Injectable()
export class CampaignAccess {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly database: Database,
  ) {}

  /** Out of view is not found. */
  async of({ supervised }: Principal, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(this.database.read, id);
    const inView =
      !supervised ||
      campaign?.groupIds.some((each) => supervised.groupIds.has(each)) === true ||
      campaign?.agentIds.some((each) => supervised.userIds.has(each)) === true;
    if (!campaign || !inView) throw new ProblemException(404, 'campaign-not-found');
    return campaign;
  }
}
