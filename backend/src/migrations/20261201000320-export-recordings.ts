import type { Migration } from './migration';

/** Archives of recordings that people ask for. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table recording_export (
       id uuid primary key,
       asked_by uuid not null references app_user,
       asked_at timestamptz not null,
       state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
       recording_ids uuid[] not null,
       done integer not null default 0,
       bytes bigint,
       expires_at timestamptz,
       problem text
     )`,
    `create index recording_export_person on recording_export (asked_by, asked_at desc, id desc)`,
  ],
};
