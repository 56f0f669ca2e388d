import type { Migration } from './migration';

/** Which conversations a queue records and how long it keeps them, keys of days, and the chain that proves what was stored. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table queue drop constraint queue_record_check,
       add constraint queue_record_check check (record in ('always', 'never', 'sample', 'on-demand')),
       add column record_percent integer not null default 100 check (record_percent between 1 and 100),
       add column recording_days integer check (recording_days between 1 and 3650)`,
    `comment on column queue.recording_days is 'Recordings are deleted when they are older; null keeps them'`,
    `create function recording_key(id uuid, started_at timestamptz) returns text language sql stable as $$
       select to_char(started_at at time zone 'UTC', '"recordings/"YYYY/MM/') || id || '.wav'
     $$`,
    `create function recording_deleted_on(r recording) returns timestamptz language sql stable as $$
       select r.started_at + q.recording_days * interval '1 day' from queue q
       where q.id = r.queue_id and r.state = 'stored' and r.hold_reason is null
     $$`,
    `create table recording_day_key (
       day date primary key,
       sealed bytea not null
     )`,
    `comment on table recording_day_key is 'A key for each day, sealed with the secret of the installation; without its key a day is unreadable'`,
    `create table recording_proof (
       place bigint primary key,
       recording_id uuid not null,
       kind text not null check (kind in ('stored', 'deleted')),
       at bigint not null,
       content text not null,
       hash text not null
     )`,
    `comment on table recording_proof is 'hash = SHA-256 of the hash before and this row; the journal carries each hash as well'`,
    `comment on column recording_proof.content is 'stored: SHA-256 of the sound; deleted: the reason'`,
    `create index recording_proof_recording on recording_proof (recording_id)`,
  ],
};
