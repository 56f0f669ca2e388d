import { Module } from '@nestjs/common';
import { config } from '../../../platform/config';
import { ConsoleOrigins } from '../../../platform/http';
import { ClassificationModule } from '../../customers/classification';
import { PrivacyModule } from '../../customers/privacy';
import { RecordsModule } from '../../customers/records';
import { ServiceLevelModule } from '../../house/service-level';
import { AgentsModule } from '../../work/agents';
import { RoutingModule } from '../../work/routing';
import { BlacklistModule } from '../blacklist';
import { PromptsModule } from '../prompts';
import { IvrModule } from '../ivr';
import { PHONE_DIRECTORY, switchArea, SwitchModule } from '../switch';
import { PbxModule } from '../pbx';
import { TrunksModule } from '../trunks';
import { VoicemailModule } from '../voicemail';
import { CallHistory } from './data/call.history';
import { SupervisionStore } from './data/supervision.store';
import { CallStore } from './data/call.store';
import { CallViews } from './data/call.view';
import { Directory } from './data/directory.store';
import { NumberStore } from './data/number.store';
import { CallRecordingController } from './edge/call-recording.controller';
import { CallActionsController } from './edge/call-actions.controller';
import { CallbackReactions } from './edge/callback-reactions';
import { CallReactions } from './edge/call-reactions';
import { CallTimers } from './edge/call-timers.handler';
import { CallTopics } from './edge/call-topics';
import { CallsOfContacts } from './edge/calls-of-contacts';
import { CallsOfPersons } from './edge/calls-of-persons';
import { CallsController } from './edge/calls.controller';
import { configuredNumbers } from './edge/configured-numbers';
import { FlowReactions } from './edge/flow-reactions';
import { NumbersController } from './edge/numbers.controller';
import { PickUpController } from './edge/pick-up.controller';
import { RingReactions } from './edge/ring-reactions';
import { SimulatedOwnPhones } from './edge/simulated-own-phones';
import { SupervisionTopics } from './edge/supervision-topics';
import { SupervisionController } from './edge/supervision.controller';
import { TakeOverReactions } from './edge/take-over-reactions';
import { SwitchHealth } from './edge/switch-health';
import { SwitchSubscription } from './edge/switch-subscription';
import { WorkReactions } from './edge/work-reactions';
import { phoneArea } from './phone.config';
import { ArrivalRoutes } from './use-cases/arrival-routes';
import { CallDesk } from './use-cases/call-desk';
import { CampaignCalls } from './use-cases/campaign-calls';
import { CallbackCalls } from './use-cases/callback-calls';
import { CallbackOffers } from './use-cases/callback-offers';
import { CallersAnswers } from './use-cases/callers-answers';
import { FlowVariables } from './use-cases/flow-variables';
import { CallFlows } from './use-cases/call-flows';
import { CallVoicemail } from './use-cases/call-voicemail';
import { CheckCalls } from './use-cases/check-calls';
import { FeatureCodes } from './use-cases/feature-codes';
import { FlowExits } from './use-cases/flow-exits';
import { CallStory } from './use-cases/call-story';
import { Calls } from './use-cases/calls';
import { ClassifyCall } from './use-cases/classify-call';
import { DeskCalls } from './use-cases/desk-calls';
import { DialDestinations } from './use-cases/dial-destinations';
import { DialOut } from './use-cases/dial-out';
import { Hearing } from './use-cases/hearing';
import { HoldMusic } from './use-cases/hold-music';
import { NumberSettings } from './use-cases/number-settings';
import { PhoneActions } from './use-cases/phone-actions';
import { PhoneCalls } from './use-cases/phone-calls';
import { PhonePresence } from './use-cases/phone-presence';
import { CallOverflows } from './use-cases/call-overflows';
import { CallerTerms } from './use-cases/caller-terms';
import { LastAgents } from './use-cases/last-agents';
import { PickUps } from './use-cases/pick-ups';
import { Policies } from './use-cases/policies';
import { ReceiveCall } from './use-cases/receive-call';
import { ReconcileContext } from './use-cases/reconcile-context';
import { ReconcileNode } from './use-cases/reconcile-node';
import { RingPhones } from './use-cases/ring-phones';
import { RetryTrunk } from './use-cases/retry-trunk';
import { SendSwitchOrders } from './use-cases/send-switch-orders';
import { SurveyCalls } from './use-cases/survey-calls';
import { Supervising } from './use-cases/supervising';
import { SwitchEvents } from './use-cases/switch-events';
import { SwitchGate } from './use-cases/switch-gate';
import { Targets } from './use-cases/targets';
import { WorkstationPhones } from './use-cases/workstation-phones';

const stores = [CallHistory, CallStore, CallViews, Directory, NumberStore, SupervisionStore];
const useCases = [
  ArrivalRoutes,
  CallDesk,
  CampaignCalls,
  CallbackCalls,
  CallbackOffers,
  CallersAnswers,
  CallFlows,
  FlowVariables,
  CallVoicemail,
  CheckCalls,
  FeatureCodes,
  FlowExits,
  Hearing,
  CallStory,
  Calls,
  ClassifyCall,
  DeskCalls,
  DialDestinations,
  DialOut,
  HoldMusic,
  NumberSettings,
  PhoneActions,
  PhoneCalls,
  PhonePresence,
  PickUps,
  Policies,
  CallOverflows,
  CallerTerms,
  LastAgents,
  ReceiveCall,
  ReconcileContext,
  ReconcileNode,
  RetryTrunk,
  RingPhones,
  SendSwitchOrders,
  SurveyCalls,
  Supervising,
  SwitchEvents,
  SwitchGate,
  Targets,
  WorkstationPhones,
];
const edge = [
  configuredNumbers,
  FlowReactions,
  CallbackReactions,
  CallReactions,
  CallTimers,
  CallsOfContacts,
  CallsOfPersons,
  CallTopics,
  RingReactions,
  SimulatedOwnPhones,
  SupervisionTopics,
  SwitchHealth,
  SwitchSubscription,
  TakeOverReactions,
  WorkReactions,
];

@Module({
  imports: [
    ServiceLevelModule,
    AgentsModule,
    RoutingModule,
    RecordsModule,
    PrivacyModule,
    ClassificationModule,
    BlacklistModule,
    PbxModule,
    TrunksModule,
    PromptsModule,
    IvrModule,
    VoicemailModule,
    SwitchModule,
  ],
  controllers: [
    CallsController,
    CallRecordingController,
    CallActionsController,
    SupervisionController,
    NumbersController,
    PickUpController,
  ],
  providers: [...stores, ...useCases, ...edge, { provide: PHONE_DIRECTORY, useExisting: Directory }],
  exports: [
    LastAgents,
    CallViews,
    CallbackCalls,
    Calls,
    CampaignCalls,
    FlowVariables,
    NumberSettings,
    PHONE_DIRECTORY,
    SurveyCalls,
  ],
})
export class CallsModule {
  constructor(origins: ConsoleOrigins) {
    if (config(switchArea).mode === 'freeswitch') origins.add(config(phoneArea).websocketUrl);
  }
}
