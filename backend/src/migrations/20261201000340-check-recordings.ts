import type { Migration } from './migration';

/** Checks of the chain that proves what was recorded. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table recording_check (
       id uuid primary key,
       asked_by uuid not null references app_user,
       asked_at timestamptz not null,
       state text not null check (state in ('running', 'done')),
       links integer not null default 0,
       sounds integer not null default 0,
       findings jsonb not null default '[]',
       ended_at timestamptz
     )`,
    `create index recording_check_asked on recording_check (asked_at, id)`,
    `create index recording_check_person on recording_check (asked_by)`,
    `create index recording_unproved on recording (id) where state = 'stored' and sha256 is not null`,
  ],
};
