import type { Migration } from './migration';

/** Flows with their versions, test cases and counts; numbers may lead into one. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table ivr_flow (
       id uuid primary key,
       name text not null,
       draft jsonb not null,
       draft_version integer not null default 1,
       live_version integer,
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `create unique index ivr_flow_name on ivr_flow (lower(name))`,
    `create index ivr_flow_by_name on ivr_flow (name, id)`,
    `create index ivr_flow_updated_at on ivr_flow (updated_at, id)`,
    `create table ivr_flow_group (
       flow_id uuid not null references ivr_flow on delete cascade,
       group_id uuid not null references user_group on delete cascade,
       primary key (flow_id, group_id)
     )`,
    `create index ivr_flow_group_group on ivr_flow_group (group_id)`,
    `create table ivr_flow_version (
       flow_id uuid not null references ivr_flow on delete cascade,
       number integer not null,
       document jsonb not null,
       note text not null,
       published_at timestamptz not null,
       published_by uuid references app_user on delete set null,
       primary key (flow_id, number)
     )`,
    `comment on table ivr_flow_version is 'Never updated: calls in progress run on the version they began with'`,
    `alter table ivr_flow add constraint ivr_flow_live foreign key (id, live_version)
       references ivr_flow_version (flow_id, number) deferrable initially deferred`,
    `create table ivr_test_case (
       id uuid primary key,
       flow_id uuid not null references ivr_flow on delete cascade,
       name text not null,
       definition jsonb not null,
       version integer not null default 1
     )`,
    `create index ivr_test_case_flow on ivr_test_case (flow_id, name, id)`,
    `create table ivr_node_count (
       flow_id uuid not null,
       version integer not null,
       day date not null,
       node_id text not null,
       kind text not null check (kind in ('entered', 'branch', 'dropped')),
       branch text not null,
       count bigint not null,
       primary key (flow_id, day, version, node_id, kind, branch)
     ) with (fillfactor = 70)`,
    `create table ivr_count_position (only_row boolean primary key default true check (only_row), position bigint not null)`,
    `insert into ivr_count_position (position) values (0)`,
    `create table ivr_failure (
       position bigint primary key,
       at timestamptz not null,
       flow_id uuid not null,
       version integer not null,
       node_id text not null,
       call_id uuid not null,
       reason text not null
     )`,
    `create index ivr_failure_flow on ivr_failure (flow_id, position)`,
    `alter table inbound_number alter column queue_id drop not null`,
    `alter table inbound_number add column flow_id uuid references ivr_flow`,
    `alter table inbound_number add constraint inbound_number_one_target check (num_nonnulls(queue_id, flow_id) = 1)`,
    `create index inbound_number_flow on inbound_number (flow_id)`,
  ],
};
