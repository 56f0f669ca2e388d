import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../../platform/database';
import { RecordCampaigns } from '../../../customers/records';
import { CampaignScopes } from '../../blacklist';
import { CampaignStore } from '../data/campaign.store';

/** Tells records and the blacklist which campaigns there are. */
@Injectable()
export class CampaignNames implements OnModuleInit {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly records: RecordCampaigns,
    private readonly scopes: CampaignScopes,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.records.register({ list: () => this.campaigns.named() });
    this.scopes.register({
      exists: async (_tx, id) => (await this.campaigns.find(this.database.read, id)) !== null,
    });
  }
}
