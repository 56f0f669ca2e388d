/** Blacklist: numbers that are not called, and callers who are not answered. */
export { BlacklistModule } from './blacklist.module';
/** Asked before a call is taken or made: `check`, `checkDial`. */
export { Blacklist, type BlacklistQuestion } from './use-cases/blacklist';
/** Campaigns register here which ids an entry may be limited to. */
export { CampaignScopes, type CampaignScope } from './use-cases/campaign-scopes';
export { BLACKLIST_EVENT_TYPES } from './domain/events';
export type * from './domain/events';
