import type { Migration } from './migration';

/** The history is narrowed by campaign; an attempt's id is that of its call. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table call add column campaign_id uuid`,
    `update call c set campaign_id = a.campaign_id from dial_attempt a where a.id = c.id`,
    `create index call_campaign on call (campaign_id, started_at) where campaign_id is not null`,
  ],
};
