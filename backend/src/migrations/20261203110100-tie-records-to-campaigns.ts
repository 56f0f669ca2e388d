import type { Migration } from './migration';

/** A record belongs to a campaign that is there: one with records cannot be removed, whatever is done at the same time. */
export const migration: Migration = {
  breaking: false,
  up: [`alter table record add constraint record_campaign_id_fkey foreign key (campaign_id) references campaign`],
};
