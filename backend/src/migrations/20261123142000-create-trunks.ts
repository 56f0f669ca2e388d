import type { Migration } from './migration';

/** Trunks with their limits, health and channels in use, and the routes of outbound calls. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table trunk (
       id uuid primary key,
       name text not null unique check (name ~ '^[a-z0-9-]{1,40}$'),
       title text not null,
       supplier text not null check (supplier in ('provider', 'byoc')),
       host text not null,
       port integer check (port between 1 and 65535),
       transport text not null check (transport in ('udp', 'tcp', 'tls')),
       authentication text not null check (authentication in ('registration', 'address')),
       username text not null,
       sealed_password bytea,
       codecs text[] not null check (cardinality(codecs) > 0),
       channels integer not null check (channels > 0),
       caller_id_rule text not null check (caller_id_rule in ('own', 'fixed')),
       caller_id_number text,
       number_prefixes text[] not null,
       active boolean not null,
       version integer not null default 1
     )`,
    `comment on column trunk.sealed_password is 'Encrypted with the secret of the installation; never given out'`,
    `create index trunk_title on trunk (title, id)`,
    `create table trunk_health (
       name text primary key,
       state text not null check (state in ('unknown', 'up', 'trying', 'down')),
       since timestamptz,
       last_error text,
       last_error_at timestamptz
     )`,
    `create table trunk_leg (
       leg_id uuid primary key,
       trunk text not null,
       call_id uuid not null,
       node_id text not null,
       taken_at timestamptz not null
     )`,
    `comment on table trunk_leg is 'Channels in use: taken with the choice or the arrival, given back with the end of the leg or the call'`,
    `create index trunk_leg_trunk on trunk_leg (trunk)`,
    `create index trunk_leg_call on trunk_leg (call_id)`,
    `create table trunk_route (
       id uuid primary key,
       name text not null,
       position integer not null,
       prefixes text[] not null,
       campaign_id uuid,
       hours jsonb,
       trunk_ids uuid[] not null check (cardinality(trunk_ids) > 0),
       retry_on text[] not null,
       active boolean not null,
       version integer not null default 1
     )`,
    `create index trunk_route_position on trunk_route (position, id)`,
  ],
};
