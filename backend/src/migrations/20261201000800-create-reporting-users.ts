import type { Migration } from './migration';

/** Who may ask the reporting database, and what the process says that fills it. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table reporting_user (
       id uuid primary key,
       login text not null unique check (login ~ '^[a-z][a-z0-9_]{1,30}$'),
       purpose text not null,
       verifier text not null,
       created_at timestamptz not null,
       password_at timestamptz not null
     )`,
    `comment on column reporting_user.verifier is 'SCRAM-SHA-256, as PostgreSQL keeps it: the password cannot be read out of it'`,
    `create index reporting_user_created_at on reporting_user (created_at, id)`,
    `create table reporting_state (
       one boolean primary key default true check (one),
       state jsonb,
       rebuild boolean not null default false
     )`,
    `comment on column reporting_state.rebuild is 'An administrator has it filled anew'`,
    `comment on table reporting_state is 'What the process that fills the reporting database last said of it'`,
  ],
};
