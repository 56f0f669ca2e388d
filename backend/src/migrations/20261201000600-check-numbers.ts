import type { Migration } from './migration';

/** HLR: what operators say of mobile numbers, each check, and what follows. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table hlr_settings (
       only_row boolean primary key default true check (only_row),
       automatic boolean not null default false,
       cache_days integer not null default 30 check (cache_days between 0 and 365),
       actions jsonb not null default '{"active": "none", "absent": "last", "invalid": "skip", "unknown": "none"}',
       version integer not null default 1
     )`,
    `insert into hlr_settings default values`,
    `create table hlr_provider (
       only_row boolean primary key default true check (only_row),
       failures integer not null default 0,
       paused_until timestamptz,
       last_error text
     )`,
    `comment on table hlr_provider is 'How the provider is: failures in a row, and until when nobody asks it'`,
    `insert into hlr_provider default values`,
    `create table hlr_number (
       number text primary key,
       result text not null check (result in ('active', 'absent', 'invalid', 'unknown')),
       network text,
       ported boolean,
       skipped boolean not null,
       checked_at timestamptz not null
     )`,
    `comment on column hlr_number.skipped is 'No campaign calls it'`,
    `create table hlr_check (
       id uuid primary key,
       number text not null,
       contact_id uuid references contact on delete set null,
       reason text not null check (reason in ('added', 'manual')),
       fresh boolean not null,
       state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
       attempts integer not null default 0,
       due_at timestamptz not null,
       result text check (result in ('active', 'absent', 'invalid', 'unknown')),
       network text,
       ported boolean,
       cached boolean not null default false,
       charged boolean not null default false,
       action text,
       error text,
       asked_at timestamptz not null,
       answered_at timestamptz,
       check ((state = 'done') = (result is not null)),
       check ((state = 'waiting') = (answered_at is null))
     )`,
    `comment on column hlr_check.due_at is 'Asked then; while it is being asked, when somebody else may'`,
    `create unique index hlr_check_waiting on hlr_check (number) where state = 'waiting'`,
    `create index hlr_check_due on hlr_check (due_at, id) where state = 'waiting'`,
    `create index hlr_check_asked_at on hlr_check (asked_at, id)`,
    `create index hlr_check_answered_at on hlr_check (answered_at) where answered_at is not null`,
    `create index hlr_check_contact on hlr_check (contact_id) where contact_id is not null`,
  ],
};
