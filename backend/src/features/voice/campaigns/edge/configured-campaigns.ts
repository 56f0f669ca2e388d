import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveCampaignSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { CampaignStore } from '../data/campaign.store';
import { CampaignSettings } from '../use-cases/campaign-settings';

/** Settings of campaigns in the text of the configuration; their records are data, and whether they run is work. */
@Injectable()
export class ConfiguredCampaigns implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: CampaignStore,
    private readonly settings: CampaignSettings,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'campaigns',
      schema: saveCampaignSchema,
      page: (asked) => this.store.page(asked),
      nameOf: ({ name }) => name,
      save: (of, given, meta) =>
        of ? this.settings.update(of.id, given, of.version, meta) : this.settings.create(given, meta),
    });
  }
}
