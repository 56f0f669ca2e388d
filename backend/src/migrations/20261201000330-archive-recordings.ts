import type { Migration } from './migration';

/** External resources that recordings are copied to, and what became of each copy. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table archive_target (
       id uuid primary key,
       name text not null,
       kind text not null check (kind in ('directory', 'sftp')),
       path text not null,
       host text not null,
       port integer not null,
       username text not null,
       password bytea,
       private_key bytea,
       host_key text,
       queue_ids uuid[] not null,
       direction text not null check (direction in ('any', 'inbound', 'outbound')),
       min_seconds integer not null,
       active boolean not null,
       failures integer not null default 0,
       next_at bigint,
       last_error text,
       last_ok_at timestamptz,
       version integer not null default 1
     )`,
    `comment on column archive_target.host_key is 'Fingerprint of the server when it was first met; another one is refused'`,
    `create unique index archive_target_name on archive_target (lower(name))`,
    `create index archive_target_by_name on archive_target (name, id)`,
    `create table archive_copy (
       id uuid primary key default gen_random_uuid(),
       target_id uuid not null references archive_target on delete cascade,
       recording_id uuid not null references recording on delete cascade,
       state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
       path text,
       bytes bigint,
       attempts integer not null default 0,
       problem text,
       queued_at timestamptz not null,
       verified_at timestamptz,
       unique (target_id, recording_id)
     )`,
    `create index archive_copy_waiting on archive_copy (target_id, queued_at, id) where state = 'waiting'`,
    `create index archive_copy_list on archive_copy (target_id, queued_at, id)`,
    `create index archive_copy_state on archive_copy (target_id, state)`,
    `create index archive_copy_recording on archive_copy (recording_id)`,
  ],
};
