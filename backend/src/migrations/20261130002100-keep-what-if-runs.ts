import type { Migration } from './migration';

/** Past periods that were run again, and what came of it. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table what_if_run (
       id uuid primary key,
       name text not null check (length(name) between 1 and 120),
       from_at timestamptz not null,
       to_at timestamptz not null check (to_at > from_at),
       queue_ids uuid[] not null check (cardinality(queue_ids) > 0),
       changes jsonb not null,
       state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
       progress double precision not null default 0 check (progress between 0 and 1),
       result jsonb,
       problem text,
       started_by uuid not null,
       created_at timestamptz not null,
       finished_at timestamptz,
       check ((state = 'done') = (result is not null)),
       check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null))
     )`,
    `comment on table what_if_run is 'A past period that somebody had run again, as it was and with changes; its queues may be gone since'`,
    `create index what_if_run_created on what_if_run (created_at desc, id)`,
    `create index what_if_run_name on what_if_run (name, id)`,
  ],
};
