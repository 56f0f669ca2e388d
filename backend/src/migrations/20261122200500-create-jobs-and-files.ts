import type { Migration } from './migration';

/**
 * `job` is the truth about background work: Redis only drives it, and is filled again from here when it forgets.
 * `stored_file` accounts for what the platform keeps on disk; `storage_level` remembers which threshold was reported last.
 */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table job (
       queue text not null,
       id text not null,
       payload jsonb not null,
       state text not null check (state in ('queued', 'running', 'done', 'dead', 'discarded')),
       attempts integer not null default 0 check (attempts >= 0),
       error text,
       enqueued_at timestamptz not null default clock_timestamp(),
       offered_at timestamptz,
       ended_at timestamptz,
       owner_pid integer,
       owner_started timestamptz,
       primary key (queue, id)
     )`,
    `comment on column job.offered_at is 'When Redis was given the job last; null when it has to be given again'`,
    `comment on column job.owner_pid is 'Database session of the process that runs it; a job whose session has ended is given out again'`,
    `create index job_open on job (queue, enqueued_at) where state in ('queued', 'running')`,
    `create index job_to_offer on job (enqueued_at) where state in ('queued', 'running') and offered_at is null`,
    `create index job_dead on job (ended_at) where state = 'dead'`,
    `create index job_ended on job (ended_at) where state in ('done', 'discarded')`,
    `create table stored_file (
       key text primary key,
       bytes bigint not null check (bytes >= 0),
       sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
       media_type text not null,
       stored_at timestamptz not null default clock_timestamp()
     )`,
    `create table storage_level (
       only_row boolean primary key default true check (only_row),
       used bigint not null default 0 check (used >= 0),
       reported integer not null default 0 check (reported in (0, 80, 90, 95, 100))
     )`,
    `insert into storage_level default values`,
    `create function stored_file_count() returns trigger language plpgsql as $$
     begin
       update storage_level set used = used
         + case when tg_op = 'DELETE' then 0 else new.bytes end
         - case when tg_op = 'INSERT' then 0 else old.bytes end;
       return null;
     end $$`,
    `create trigger stored_file_count after insert or update of bytes or delete on stored_file
       for each row execute function stored_file_count()`,
  ],
};
