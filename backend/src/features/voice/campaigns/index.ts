/** Campaigns: whom to call, when, by which agents, and what becomes of each record. */
export { CampaignsModule } from './campaigns.module';
export { CampaignSettings } from './use-cases/campaign-settings';
/** Hours of a campaign as service hours of a zone. */
export { hoursIn as campaignHours } from './domain/dialling-hours';
export { CAMPAIGN_EVENT_TYPES } from './domain/campaign';
export type { CampaignEvent } from './domain/campaign';
export { ATTEMPT_EVENT_TYPES } from './domain/attempt';
export type { AttemptEvent } from './domain/attempt';
/** Predictive pacing: how many calls a campaign places now. Pure; the state is plain JSON. */
export { decidePacing } from './domain/pacing/decide-pacing';
export type { PacingDecision, PacingExplanation, PacingForecast, PacingLimit } from './domain/pacing/explanation';
export { observePacing } from './domain/pacing/observe-pacing';
export type { PacedAgent, PacingObservation, PacingWorld } from './domain/pacing/observation';
export { DEFAULT_PACING_SETTINGS } from './domain/pacing/pacing-settings';
export type { PacingSettings } from './domain/pacing/pacing-settings';
export { initialPacingState } from './domain/pacing/pacing-state';
export type { PacingState } from './domain/pacing/pacing-state';
