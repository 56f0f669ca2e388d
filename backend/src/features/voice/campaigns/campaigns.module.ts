import { Module } from '@nestjs/common';
import { ConsentsModule } from '../../customers/consents';
import { HlrModule } from '../../customers/hlr';
import { RecordsModule } from '../../customers/records';
import { AgentsModule } from '../../work/agents';
import { BlacklistModule } from '../blacklist';
import { CallsModule } from '../calls';
import { AttemptStore } from './data/attempt.store';
import { CampaignStore } from './data/campaign.store';
import { DiallingStore } from './data/dialling.store';
import { LineStore } from './data/line.store';
import { PacingStore } from './data/pacing.store';
import { SeatStore } from './data/seat.store';
import { StrategyStore } from './data/strategy.store';
import { Tables } from './data/tables';
import { CampaignAccess } from './edge/campaign-access';
import { CampaignAttemptsController } from './edge/campaign-attempts.controller';
import { CampaignNames } from './edge/campaign-names';
import { CampaignReactions } from './edge/campaign-reactions';
import { CampaignsController } from './edge/campaigns.controller';
import { DiallingStrategiesController } from './edge/dialling-strategies.controller';
import { OwnCampaignsController } from './edge/own-campaigns.controller';
import { Attempts } from './use-cases/attempts';
import { CampaignMessages } from './use-cases/campaign-messages';
import { CampaignSettings } from './use-cases/campaign-settings';
import { CampaignStory } from './use-cases/campaign-story';
import { DialRecord } from './use-cases/dial';
import { DialGate } from './use-cases/dial-gate';
import { Dialler } from './use-cases/dialler';
import { FollowCalls } from './use-cases/follow-calls';
import { FollowRecords } from './use-cases/follow-records';
import { OwnCampaigns } from './use-cases/own-campaigns';
import { Pacing } from './use-cases/pacing';
import { Seats } from './use-cases/seats';
import { Strategies } from './use-cases/strategies';
import { RecordSupply } from './use-cases/supply';

const stores = [AttemptStore, CampaignStore, DiallingStore, LineStore, PacingStore, SeatStore, StrategyStore, Tables];
const useCases = [
  Attempts,
  CampaignMessages,
  CampaignSettings,
  CampaignStory,
  DialGate,
  DialRecord,
  Dialler,
  FollowCalls,
  FollowRecords,
  OwnCampaigns,
  Pacing,
  RecordSupply,
  Seats,
  Strategies,
];

@Module({
  imports: [AgentsModule, RecordsModule, ConsentsModule, HlrModule, BlacklistModule, CallsModule],
  controllers: [CampaignAttemptsController, OwnCampaignsController, DiallingStrategiesController, CampaignsController],
  providers: [...stores, ...useCases, CampaignAccess, CampaignNames, CampaignReactions],
  exports: [CampaignSettings],
})
export class CampaignsModule {}
