import { Module } from '@nestjs/common';
import { ClassificationModule } from '../../customers/classification';
import { ConsentsModule } from '../../customers/consents';
import { HlrModule } from '../../customers/hlr';
import { PrivacyModule } from '../../customers/privacy';
import { RecordsModule } from '../../customers/records';
import { AgentsModule } from '../../work/agents';
import { BlacklistModule } from '../blacklist';
import { CallsModule } from '../calls';
import { SwitchModule } from '../switch';
import { AnswerStore } from './data/answer.store';
import { AttemptStore } from './data/attempt.store';
import { CallerIdView } from './data/caller-id.view';
import { CampaignStore } from './data/campaign.store';
import { DiallingStore } from './data/dialling.store';
import { LineStore } from './data/line.store';
import { PacingStore } from './data/pacing.store';
import { SeatStore } from './data/seat.store';
import { StrategyStore } from './data/strategy.store';
import { Tables } from './data/tables';
import { configuredStrategies } from './edge/configured-strategies';
import { configuredCampaigns } from './edge/configured-campaigns';
import { AnswerFeed } from './edge/answer-feed';
import { AnswersController } from './edge/answers.controller';
import { CallerIdsController } from './edge/caller-ids.controller';
import { AttemptsOfPersons } from './edge/attempts-of-persons';
import { CampaignAccess } from './edge/campaign-access';
import { CampaignAttemptsController } from './edge/campaign-attempts.controller';
import { CampaignContactsController } from './edge/campaign-contacts.controller';
import { CampaignNames } from './edge/campaign-names';
import { CampaignReactions } from './edge/campaign-reactions';
import { CampaignsController } from './edge/campaigns.controller';
import { DiallingStrategiesController } from './edge/dialling-strategies.controller';
import { GreetingListeners } from './edge/greeting-listeners';
import { OwnCampaignsController } from './edge/own-campaigns.controller';
import { VerdictsController } from './edge/verdicts.controller';
import { Attempts } from './use-cases/attempts';
import { CampaignMessages } from './use-cases/campaign-messages';
import { CampaignSettings } from './use-cases/campaign-settings';
import { CampaignStory } from './use-cases/campaign-story';
import { CorrectVerdict } from './use-cases/correct-verdict';
import { DialRecord } from './use-cases/dial';
import { DialGate } from './use-cases/dial-gate';
import { Dialler } from './use-cases/dialler';
import { FollowCalls } from './use-cases/follow-calls';
import { FollowRecords } from './use-cases/follow-records';
import { JudgeGreetings } from './use-cases/judge-greetings';
import { OwnCampaigns } from './use-cases/own-campaigns';
import { Pacing } from './use-cases/pacing';
import { RecordVariables } from './use-cases/record-variables';
import { Relationships } from './use-cases/relationships';
import { Seats } from './use-cases/seats';
import { Strategies } from './use-cases/strategies';
import { RecordSupply } from './use-cases/supply';
import { TaintNumber } from './use-cases/taint-number';
import { TakeContactUseCase } from './use-cases/take-contact';

const stores = [
  AnswerStore,
  AttemptStore,
  CallerIdView,
  CampaignStore,
  DiallingStore,
  LineStore,
  PacingStore,
  SeatStore,
  StrategyStore,
  Tables,
];
const useCases = [
  Attempts,
  CampaignMessages,
  CampaignSettings,
  CampaignStory,
  CorrectVerdict,
  DialGate,
  DialRecord,
  Dialler,
  FollowCalls,
  FollowRecords,
  JudgeGreetings,
  OwnCampaigns,
  Pacing,
  RecordSupply,
  RecordVariables,
  Relationships,
  Seats,
  Strategies,
  TaintNumber,
  TakeContactUseCase,
];

@Module({
  imports: [
    AgentsModule,
    PrivacyModule,
    RecordsModule,
    ClassificationModule,
    ConsentsModule,
    HlrModule,
    BlacklistModule,
    CallsModule,
    SwitchModule,
  ],
  controllers: [
    AnswersController,
    CallerIdsController,
    CampaignAttemptsController,
    CampaignContactsController,
    OwnCampaignsController,
    DiallingStrategiesController,
    CampaignsController,
    VerdictsController,
  ],
  providers: [
    ...stores,
    ...useCases,
    AnswerFeed,
    AttemptsOfPersons,
    CampaignAccess,
    configuredCampaigns,
    configuredStrategies,
    CampaignNames,
    CampaignReactions,
    GreetingListeners,
  ],
  exports: [CampaignSettings, GreetingListeners],
})
export class CampaignsModule {}
