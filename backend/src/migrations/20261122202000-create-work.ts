import type { Migration } from './migration';

/** Agents as screens show them, queues with their members, and work that waits. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table agent_view (
       agent_id uuid primary key,
       status text not null,
       reason text,
       since bigint not null,
       after_work text not null check (after_work in ('ready', 'not-ready')),
       phone text not null check (phone in ('registered', 'unregistered')),
       subject_id text,
       day date not null,
       answered integer not null default 0,
       missed integer not null default 0,
       talk_ms bigint not null default 0,
       wrap_up_ms bigint not null default 0
     ) with (fillfactor = 70)`,
    `comment on column agent_view.subject_id is 'The call (or other interaction) in hand or offered'`,
    `comment on column agent_view.day is 'Day in Warsaw that the counters belong to'`,

    `create table queue (
       id uuid primary key,
       name text not null,
       strategy text not null check (strategy in ('linear', 'random', 'round-robin', 'ring-all')),
       offer_timeout_seconds integer not null check (offer_timeout_seconds > 0),
       wrap_up_seconds integer not null check (wrap_up_seconds >= 0),
       priority integer not null,
       slope_per_second double precision not null check (slope_per_second >= 0),
       service_level_seconds integer not null check (service_level_seconds > 0),
       music text not null,
       announce_position boolean not null,
       announce_every_seconds integer not null check (announce_every_seconds > 0),
       max_wait_seconds integer check (max_wait_seconds > 0),
       record text not null check (record in ('always', 'never')),
       classifier_required boolean not null,
       classifier_ids uuid[] not null,
       active boolean not null,
       version integer not null default 1,
       deleted_at timestamptz
     )`,
    `comment on column queue.deleted_at is 'Kept for the history of its calls'`,
    `create unique index queue_name on queue (lower(name)) where deleted_at is null`,
    `create table queue_agent (
       queue_id uuid not null references queue on delete cascade,
       agent_id uuid not null references app_user on delete cascade,
       place integer not null,
       primary key (queue_id, agent_id)
     )`,
    `create index queue_agent_agent on queue_agent (agent_id)`,
    `create table queue_group (
       queue_id uuid not null references queue on delete cascade,
       group_id uuid not null references user_group on delete cascade,
       place integer not null,
       primary key (queue_id, group_id)
     )`,
    `create index queue_group_group on queue_group (group_id)`,
    `create table queue_turn (
       queue_id uuid primary key references queue on delete cascade,
       agent_id uuid not null
     )`,
    `comment on table queue_turn is 'Whom the queue offered work last: where round robin goes on'`,
    `create table work_item (
       work_id uuid primary key,
       channel text not null,
       subject_id text not null,
       queue_id uuid not null references queue,
       queued_at bigint not null,
       priority integer,
       state text not null check (state in ('waiting', 'offered', 'assigned', 'withdrawn')),
       version integer not null
     ) with (fillfactor = 70)`,
    `create index work_item_subject on work_item (subject_id)`,
    `create index work_item_open on work_item (queue_id, queued_at) where state in ('waiting', 'offered')`,
    `create table work_channel (
       channel text primary key,
       paused boolean not null
     )`,
  ],
};
