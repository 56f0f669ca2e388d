import type { Migration } from './migration';

const QUEUE_FIGURES = ['offered', 'answered', 'abandoned', 'short_abandoned', 'overflowed', 'diverted', 'in_time'];
const SUMS = ['answer_ms', 'abandon_ms'];

/** Facts that reports count, fed from the journal, and their sums by hour. Hours are whole hours of UTC, in milliseconds. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table stay_fact (
       work_id uuid not null,
       queue_id uuid not null,
       subject_id uuid not null,
       channel text not null,
       entered_at bigint not null,
       left_at bigint,
       result text check (result in ('answered', 'abandoned', 'overflowed', 'diverted')),
       wait_ms bigint,
       agent_id uuid,
       in_time boolean,
       primary key (work_id, queue_id),
       check ((left_at is null) = (result is null))
     )`,
    `comment on table stay_fact is 'One row for each stay of one interaction in one queue'`,
    `comment on column stay_fact.in_time is 'Answered within the service level that the queue had at that moment'`,
    `create index stay_fact_entered on stay_fact (entered_at)`,
    `create index stay_fact_queue on stay_fact (queue_id, entered_at)`,
    `create index stay_fact_subject on stay_fact (subject_id)`,
    `create table work_fact (
       position bigint primary key,
       agent_id uuid not null,
       subject_id uuid not null,
       queue_id uuid,
       direction text,
       channel text not null,
       began_at bigint not null,
       active_ms bigint not null,
       wrap_up_ms bigint not null
     )`,
    `comment on table work_fact is 'One agent''s part in one interaction, from its start to the end of the after-call work'`,
    `create index work_fact_began on work_fact (began_at)`,
    `create index work_fact_agent on work_fact (agent_id, began_at)`,
    `create index work_fact_queue on work_fact (queue_id, began_at)`,
    `create table miss_fact (
       position bigint primary key,
       agent_id uuid not null,
       subject_id uuid not null,
       at bigint not null,
       cause text not null
     )`,
    `create index miss_fact_at on miss_fact (at)`,
    `create table status_fact (
       position bigint primary key,
       agent_id uuid not null,
       status text not null,
       reason text,
       since bigint not null,
       duration_ms bigint not null check (duration_ms >= 0)
     )`,
    `comment on table status_fact is 'Stretches of one status, without the time that an agent was signed out'`,
    `create index status_fact_since on status_fact (since)`,
    `create index status_fact_agent on status_fact (agent_id, since)`,
    `create table queue_hour (
       queue_id uuid not null,
       slot bigint not null,
       ${[...QUEUE_FIGURES.map((name) => `${name} integer not null default 0`), ...SUMS.map((name) => `${name} bigint not null default 0`)].join(', ')},
       longest_ms bigint not null default 0,
       primary key (slot, queue_id)
     ) with (fillfactor = 80)`,
    `create table work_hour (
       agent_id uuid not null,
       queue_id uuid not null,
       direction text not null,
       slot bigint not null,
       handled integer not null default 0,
       active_ms bigint not null default 0,
       wrap_up_ms bigint not null default 0,
       primary key (slot, agent_id, queue_id, direction)
     ) with (fillfactor = 80)`,
    `comment on column work_hour.queue_id is 'All zeros: work that came through no queue'`,
    `create table miss_hour (
       agent_id uuid not null,
       slot bigint not null,
       missed integer not null default 0,
       primary key (slot, agent_id)
     ) with (fillfactor = 80)`,
    `create table status_hour (
       agent_id uuid not null,
       slot bigint not null,
       status text not null,
       reason text not null,
       ms bigint not null default 0,
       primary key (slot, agent_id, status, reason)
     ) with (fillfactor = 80)`,
    `comment on column status_hour.reason is 'Empty: the status has none'`,
    `create index call_classified on call (started_at) where classifier_id is not null`,
  ],
};
