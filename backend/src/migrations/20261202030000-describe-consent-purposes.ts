import type { Migration } from './migration';

/** What a purpose says and by which ways, and which import brought a line of the ledger. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table consent_purpose
       add column wording text not null default '',
       add column channels text[] not null default array['call', 'automatic-call', 'sms', 'email', 'messenger']`,
    `alter table consent_entry add column import_id uuid`,
    `create index consent_entry_import on consent_entry (import_id, contact_id) where import_id is not null`,
    `create index consent_entry_recorded on consent_entry (recorded_at, id)`,
  ],
};
