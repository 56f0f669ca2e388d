import { Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import { Database } from '../../../../platform/database';
import { oversees, ProblemException, type Principal } from '../../../../platform/http';
import { CampaignStore } from '../data/campaign.store';

/** Campaigns as somebody may see them: supervisors those of their groups. */
@Injectable()
export class CampaignAccess {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly database: Database,
  ) {}

  /** Whether somebody has a campaign in view. */
  sees(user: Principal): (campaign: Campaign) => boolean {
    return ({ groupIds, agentIds }) => oversees(user, { groups: groupIds, users: agentIds });
  }

  /** Out of view is not found. */
  async of(user: Principal, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(this.database.read, id);
    if (!campaign || !this.sees(user)(campaign)) throw new ProblemException(404, 'campaign-not-found');
    return campaign;
  }
}
