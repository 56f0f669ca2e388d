/** Calls: from arrival or dialling to classification. */
export { CallsModule } from './calls.module';
export { callsArea } from './calls.config';
export { phoneArea } from './phone.config';
export { CallStory } from './use-cases/call-story';
export { CallViews } from './data/call.view';
export { CallbackCalls, type CallbackAttempt } from './use-cases/callback-calls';
export { Calls } from './use-cases/calls';
/** Calls that campaigns make. */
export { CampaignCalls, type CampaignCall } from './use-cases/campaign-calls';
/** Whoever knows more of a call tells its flows here. */
export { FlowVariables } from './use-cases/flow-variables';
export { CallRefused } from './use-cases/call-refused';
/** Whom a contact talked with last. */
export { LastAgents } from './use-cases/last-agents';
export { DeskCalls } from './use-cases/desk-calls';
export { SurveyCalls } from './use-cases/survey-calls';
export { SwitchGate } from './use-cases/switch-gate';
/** The same name gives the same id. */
export { namedId } from './use-cases/named-id';
export { NumberSettings } from './use-cases/number-settings';
/** What the file of a spoken answer is called, below the directory of recordings. */
export { speechPath } from './domain/recording-speech';
export { CALL_EVENT_TYPES } from './domain/call-events';
export type * from './domain/call-events';
