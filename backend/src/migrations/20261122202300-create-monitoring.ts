import type { Migration } from './migration';

/** Numbers of the day for each queue, fed from the journal, and what people are told. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table queue_day (
       queue_id uuid not null,
       day date not null,
       offered integer not null default 0,
       answered integer not null default 0,
       abandoned integer not null default 0,
       answered_in_time integer not null default 0,
       answer_ms bigint not null default 0,
       primary key (queue_id, day)
     ) with (fillfactor = 70)`,
    `comment on column queue_day.day is 'Day in Warsaw on which the caller entered the queue'`,
    `comment on column queue_day.answer_ms is 'Sum of the waits of answered calls'`,
    `create table queue_stay (
       work_id uuid primary key,
       queue_id uuid not null,
       queued_at bigint not null,
       ended text check (ended in ('answered', 'abandoned')),
       waited_ms bigint
     )`,
    `comment on table queue_stay is 'One row for each time somebody waited: makes counting safe to repeat, and the recount of a day exact'`,
    `create index queue_stay_queued_at on queue_stay (queued_at)`,
    `create table notification (
       id uuid primary key,
       source text not null unique,
       at timestamptz not null,
       user_id uuid,
       permission text,
       severity text not null check (severity in ('info', 'warning', 'critical')),
       code text not null,
       params jsonb not null,
       link text,
       check ((user_id is null) <> (permission is null))
     )`,
    `comment on column notification.source is 'The journal event that it comes from: the same event tells once'`,
    `create index notification_at on notification (at, id)`,
    `create table notification_read (
       notification_id uuid not null references notification on delete cascade,
       user_id uuid not null,
       read_at timestamptz not null,
       primary key (notification_id, user_id)
     )`,
  ],
};
