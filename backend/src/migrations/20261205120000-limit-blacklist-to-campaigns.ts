import type { Migration } from './migration';

/** An entry of the blacklist may be limited to several campaigns; an older binary would take such an entry for one of the whole platform. */
export const migration: Migration = {
  breaking: true,
  up: [
    `alter table blacklist_entry add column campaign_ids uuid[] not null default '{}'`,
    `update blacklist_entry set campaign_ids = array[campaign_id] where campaign_id is not null`,
    // Takes its unique constraint with it.
    `alter table blacklist_entry drop column campaign_id`,
    `alter table blacklist_entry add unique (key, direction, campaign_ids)`,
    `create index blacklist_entry_campaigns on blacklist_entry using gin (campaign_ids) where campaign_ids <> '{}'`,
    `comment on column blacklist_entry.campaign_ids is 'Each once and in order, so that the same scope is the same value; empty: the whole platform'`,
  ],
};
