import type { Migration } from './migration';

/** How the critical functions are, and the history of their outages that availability is counted from. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table critical_function (
       function text primary key,
       checked_at bigint not null,
       failing_since bigint,
       failures integer not null,
       out boolean not null,
       detail text,
       milliseconds integer,
       watched_since bigint not null
     )`,
    `create table critical_outage (
       id bigint generated always as identity primary key,
       function text not null references critical_function (function),
       began_at bigint not null,
       ended_at bigint check (ended_at >= began_at),
       kind text not null check (kind in ('failed', 'unwatched')),
       detail text not null
     )`,
    'create index critical_outage_by_time on critical_outage (began_at, id)',
    'create unique index critical_outage_open on critical_outage (function) where ended_at is null',
  ],
};
