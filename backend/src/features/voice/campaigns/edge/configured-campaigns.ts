import { saveCampaignSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { CampaignStore } from '../data/campaign.store';
import { CampaignSettings } from '../use-cases/campaign-settings';
import { campaignProblem } from './campaign-problem';

/** Settings of campaigns in the text of the configuration; their records are data, and whether they run is work. */
export const configuredCampaigns = configured(
  { kind: 'campaigns', schema: saveCampaignSchema, needs: [CampaignStore, CampaignSettings] },
  (store, settings) => ({
    page: (asked) => store.page(asked),
    settings: {
      create: (given, meta) => settings.create(given, meta),
      update: (id, given, meta) => settings.update(id, given, given.version, meta),
      remove: (id, meta) => settings.remove(id, meta),
    },
    problem: campaignProblem,
  }),
);
