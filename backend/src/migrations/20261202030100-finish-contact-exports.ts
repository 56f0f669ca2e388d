import type { Migration } from './migration';

/** How far an export is, and until when its file is kept. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table contact_export
       add column total integer not null default 0,
       add column expires_at timestamptz,
       drop constraint contact_export_state_check,
       add constraint contact_export_state_check check (state in ('running', 'done', 'failed', 'expired'))`,
  ],
};
