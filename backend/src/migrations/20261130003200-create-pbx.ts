import type { Migration } from './migration';

/** Ring groups, how a user's phone is reached, and numbers that lead to either. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table ring_group (
       id uuid primary key,
       name text not null,
       extension text not null unique check (extension ~ '^[0-9]{2,6}$'),
       strategy text not null check (strategy in ('all', 'in-order')),
       ring_seconds integer not null check (ring_seconds between 5 and 120),
       member_ids uuid[] not null check (cardinality(member_ids) > 0),
       then_target jsonb not null,
       active boolean not null,
       version integer not null default 1
     )`,
    `create index ring_group_name on ring_group (name, id)`,
    `create index ring_group_members on ring_group using gin (member_ids)`,
    `create table phone_rules (
       user_id uuid primary key references app_user on delete cascade,
       do_not_disturb boolean not null,
       always_target jsonb,
       busy_target jsonb,
       no_answer_target jsonb,
       ring_seconds integer not null check (ring_seconds between 5 and 120),
       version integer not null
     )`,
    `alter table inbound_number
       add column ring_group_id uuid references ring_group,
       add column user_id uuid references app_user,
       drop constraint inbound_number_one_target,
       add constraint inbound_number_one_target check (num_nonnulls(queue_id, flow_id, ring_group_id, user_id) = 1)`,
    `create index inbound_number_ring_group on inbound_number (ring_group_id)`,
    `create index inbound_number_user on inbound_number (user_id)`,
  ],
};
