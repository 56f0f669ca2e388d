/** Campaigns: whom to call, when, by which agents, and what becomes of each record. */
export { CampaignsModule } from './campaigns.module';
/** Listens to who answers; scenarios on a virtual clock wait until it has told what it heard. */
export { GreetingListeners } from './edge/greeting-listeners';
export { CampaignSettings } from './use-cases/campaign-settings';
/** Hours of a campaign as service hours of a zone. */
export { hoursIn as campaignHours } from './domain/dialling-hours';
export { CAMPAIGN_EVENT_TYPES } from './domain/campaign';
export type { CampaignEvent } from './domain/campaign';
export { ATTEMPT_EVENT_TYPES } from './domain/attempt';
export type { AttemptEvent } from './domain/attempt';
