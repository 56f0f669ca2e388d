import type { Migration } from './migration';

/** Kinds of breaks, how many may be on one, every break, and every stretch of every status. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table break_kind (
       id uuid primary key,
       name text not null,
       paid boolean not null,
       limit_seconds integer check (limit_seconds > 0),
       approval boolean not null,
       conditional boolean not null,
       active boolean not null,
       version integer not null default 1
     )`,
    `comment on column break_kind.conditional is 'Waits for a place while too many are on a break'`,
    `create unique index break_kind_name on break_kind (lower(name))`,
    `create table break_limit (
       id uuid primary key,
       group_id uuid references user_group on delete cascade,
       from_minute integer not null check (from_minute between 0 and 1439),
       to_minute integer not null check (to_minute between 1 and 1440),
       max_agents integer not null check (max_agents >= 0),
       version integer not null default 1
     )`,
    `comment on column break_limit.group_id is 'Null: everybody together'`,
    `comment on column break_limit.from_minute is 'Minute of the day in Warsaw; past to_minute the limit goes over midnight'`,
    `create index break_limit_group on break_limit (group_id)`,
    `create table agent_break (
       id uuid primary key,
       agent_id uuid not null,
       kind_id uuid not null,
       kind_name text not null,
       paid boolean not null,
       limit_seconds integer,
       stage text not null check (stage in ('approval', 'waiting', 'granted', 'on-break', 'over', 'refused', 'withdrawn')),
       place integer,
       forced boolean not null,
       note text,
       asked_at timestamptz not null,
       granted_at timestamptz,
       started_at timestamptz,
       ended_at timestamptz,
       spent_ms bigint not null default 0
     )`,
    `comment on column agent_break.kind_name is 'As it was called then'`,
    `comment on column agent_break.note is 'Why a supervisor forced or refused it'`,
    `create index agent_break_open on agent_break (agent_id) where stage in ('approval', 'waiting')`,
    `create index agent_break_asked_at on agent_break (asked_at, id)`,
    `create index agent_break_agent on agent_break (agent_id, asked_at, id)`,
    `create table agent_stretch (
       id bigint generated always as identity primary key,
       agent_id uuid not null,
       status text not null,
       reason text,
       break_id uuid,
       since timestamptz not null,
       until timestamptz not null,
       check (until > since)
     )`,
    `comment on table agent_stretch is 'Closed stretches of each agent''s status, without gap; what adherence and reports of statuses add up'`,
    `create index agent_stretch_agent on agent_stretch (agent_id, since, id)`,
    `create index agent_stretch_since on agent_stretch (since, id)`,
    `insert into agent_stretch (agent_id, status, reason, since, until)
       select substr(stream, 7)::uuid, data ->> 'from', data ->> 'fromReason',
         to_timestamp((data ->> 'since')::bigint / 1000.0), to_timestamp((data ->> 'at')::bigint / 1000.0)
       from journal where type = 'AgentStatusChanged' and (data ->> 'durationMs')::bigint > 0 order by position`,
    `alter table agent_view add column held_break jsonb`,
    `comment on column agent_view.held_break is 'The break that the agent is on, or goes on after the work in hand'`,
  ],
};
