import type { Migration } from './migration';

/** Numbers, beginnings and classes of numbers that are not called or not answered. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table blacklist_entry (
       id uuid primary key,
       kind text not null check (kind in ('number', 'prefix', 'class')),
       value text not null,
       key text not null,
       direction text not null check (direction in ('inbound', 'outbound', 'both')),
       campaign_id uuid,
       reason text not null,
       expires_at timestamptz,
       added_by text not null,
       added_at timestamptz not null,
       version integer not null default 1,
       unique nulls not distinct (key, direction, campaign_id)
     )`,
    `comment on column blacklist_entry.key is 'Kind and value in one: a number is looked up by all its keys in one query'`,
    `create index blacklist_entry_value on blacklist_entry (value, id)`,
    `create index blacklist_entry_added_at on blacklist_entry (added_at, id)`,
    `create index blacklist_entry_expires_at on blacklist_entry (expires_at, id)`,
    `create index blacklist_entry_search on blacklist_entry using gin (searchable(value || ' ' || reason) gin_trgm_ops)`,
    `create table blacklist_import (
       id uuid primary key,
       file_name text not null,
       rows integer not null,
       added integer not null,
       known integer not null,
       refused integer not null,
       added_at timestamptz not null
     )`,
    `create table blacklist_import_error (
       import_id uuid not null references blacklist_import on delete cascade,
       line integer not null,
       pattern text not null,
       field text not null,
       rule text not null,
       primary key (import_id, line)
     )`,
  ],
};
