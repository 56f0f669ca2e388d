import type { Migration } from './migration';

/**
 * `position` is drawn in a trigger after the transaction has its xid: whoever sees a position p and then learns
 * that every xid assigned so far has ended, knows that all positions below p are either visible or void. The relay
 * rests on this (platform/journal/horizon.ts).
 *
 * Ready for partitions: a stream's versions are counted under the lock of its `stream_state` row, so that
 * unique (stream, version) may become a per-partition index when this table is attached to a range-partitioned parent.
 */
export const migration: Migration = {
  breaking: false,
  up: [
    `create sequence journal_position as bigint cache 1`,
    `create table journal (
       position bigint primary key,
       txid xid8 not null,
       stream text not null,
       version integer not null check (version > 0),
       type text not null,
       data jsonb not null,
       meta jsonb not null,
       at timestamptz not null generated always as (to_timestamp((meta ->> 'at')::bigint / 1000.0)) stored,
       constraint journal_stream_version unique (stream, version)
     )`,
    `alter sequence journal_position owned by journal.position`,
    `create index journal_type on journal (type, position)`,
    `create index journal_correlation on journal ((meta ->> 'correlation'), position)`,
    `create index journal_actor on journal ((meta #>> '{actor,id}'), at)`,
    `create index journal_at on journal using brin (at)`,
    `create function journal_place() returns trigger language plpgsql as $$
     begin
       new.txid := pg_current_xact_id();
       new.position := nextval('journal_position');
       return new;
     end $$`,
    `create trigger journal_place before insert on journal for each row execute function journal_place()`,
    `create function journal_is_append_only() returns trigger language plpgsql as $$
     begin
       raise exception 'the journal is append-only' using errcode = 'restrict_violation';
     end $$`,
    `create trigger journal_append_only before update or truncate on journal
       for each statement execute function journal_is_append_only()`,
    `create table stream_state (
       stream text primary key,
       kind text not null,
       version integer not null,
       state_version integer not null,
       state jsonb
     ) with (fillfactor = 70)`,
    `comment on column stream_state.state is
       'Current state of a decider; null for streams that are only appended to (settings, audit)'`,
    `create index stream_state_kind on stream_state (kind)`,
    `create function session_alive(session_pid integer, session_started timestamptz) returns boolean language sql stable as $$
       select exists (select 1 from pg_stat_activity where pid = session_pid and backend_start = session_started)
     $$`,
    `create table journal_subscriber (
       name text primary key,
       position bigint not null,
       moved_at timestamptz not null default clock_timestamp(),
       owner text,
       owner_pid integer,
       owner_started timestamptz,
       lease_until timestamptz,
       attempts integer not null default 0,
       failing_position bigint,
       last_error text
     ) with (fillfactor = 50)`,
    `create table journal_dead_letter (
       id bigint generated always as identity primary key,
       subscriber text not null,
       position bigint not null,
       attempts integer not null,
       error text not null,
       dead_at timestamptz not null default clock_timestamp(),
       retried_at timestamptz,
       unique (subscriber, position)
     )`,
    `create table schedule (
       key text primary key,
       due bigint not null,
       run_at bigint not null,
       command text not null,
       payload jsonb not null,
       revision bigint generated always as identity,
       attempts integer not null default 0,
       last_error text,
       owner text,
       owner_pid integer,
       owner_started timestamptz,
       lease_until timestamptz
     ) with (fillfactor = 70)`,
    `comment on column schedule.due is 'Milliseconds since 1970, by the application clock'`,
    `comment on column schedule.run_at is 'due, or later after a failed attempt'`,
    `create index schedule_run_at on schedule (run_at, revision)`,
  ],
};
