import { Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { CampaignStore } from '../data/campaign.store';
import { CampaignSettings, type CampaignSettingsRefusal } from './campaign-settings';

/** Takes a number out of every range that it may be drawn from. */
@Injectable()
export class TaintNumber {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignStore,
    private readonly settings: CampaignSettings,
  ) {}

  /** Names of the campaigns that do not draw it any more. */
  async taint(
    number: string,
    inView: (campaign: Campaign) => boolean,
    meta: EventMeta,
  ): Promise<Outcome<string[], CampaignSettingsRefusal>> {
    const changed: string[] = [];
    for (const { id } of await this.campaigns.names()) {
      const campaign = await this.campaigns.find(this.database.read, id);
      if (!campaign || !draws(campaign, number) || !inView(campaign)) continue;
      const callerId = { ...campaign.callerId, tainted: [...campaign.callerId.tainted, number] };
      const saved = await this.settings.update(id, { ...campaign, callerId }, campaign.version, meta);
      if (!saved.ok) return saved;
      changed.push(campaign.name);
    }
    return accepted(changed);
  }
}

type Drawing = Campaign & { callerId: Extract<Campaign['callerId'], { kind: 'random' }> };

const draws = (campaign: Campaign, number: string): campaign is Drawing =>
  campaign.callerId.kind === 'random' &&
  number.length === campaign.callerId.from.length &&
  number >= campaign.callerId.from &&
  number <= campaign.callerId.to &&
  !campaign.callerId.tainted.includes(number);
