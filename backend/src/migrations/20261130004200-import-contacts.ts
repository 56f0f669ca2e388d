import type { Migration } from './migration';

/** Files that bring contacts and records, what they changed so that it can be undone, saved mappings, exports, and answers kept for repeated requests. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table contact_source_change (
       source_id uuid not null references record_source on delete cascade,
       contact_id uuid not null references contact on delete cascade,
       before jsonb not null,
       version integer not null,
       primary key (source_id, contact_id)
     )`,
    `comment on column contact_source_change.version is 'Of the contact after the source changed it: who changed it later keeps his change'`,
    `create index contact_source_change_contact on contact_source_change (contact_id)`,
    `create table contact_import (
       id uuid primary key,
       file_key text not null,
       file_name text not null,
       kind text not null check (kind in ('csv', 'xlsx')),
       encoding text not null check (encoding in ('utf-8', 'windows-1250')),
       separator text not null,
       headings text[] not null,
       samples jsonb not null,
       rows integer not null,
       campaign_id uuid,
       mapping jsonb not null,
       options jsonb not null,
       state text not null check (state in ('uploaded', 'running', 'cancelling', 'cancelled', 'done', 'failed', 'undoing', 'undone')),
       done integer not null default 0,
       added integer not null default 0,
       joined integer not null default 0,
       review integer not null default 0,
       skipped integer not null default 0,
       refused integer not null default 0,
       records integer not null default 0,
       error text,
       created_at timestamptz not null,
       created_by text not null,
       started_at timestamptz,
       ended_at timestamptz,
       version integer not null default 1
     )`,
    `comment on column contact_import.done is 'Rows that are through, in the order of the file: where a broken run goes on'`,
    `create index contact_import_created_at on contact_import (created_at, id)`,
    `create table contact_import_error (
       import_id uuid not null references contact_import on delete cascade,
       line integer not null,
       field text not null,
       rule text not null,
       value text not null,
       cells text[] not null,
       primary key (import_id, line, field)
     )`,
    `create table contact_import_mapping (
       id uuid primary key,
       name text not null,
       headings text[] not null,
       mapping jsonb not null,
       options jsonb not null,
       saved_at timestamptz not null
     )`,
    `create unique index contact_import_mapping_name on contact_import_mapping (lower(name))`,
    `create table contact_export (
       id uuid primary key,
       kind text not null check (kind in ('csv', 'xlsx')),
       filter jsonb not null,
       state text not null check (state in ('running', 'done', 'failed')),
       rows integer not null default 0,
       file_key text,
       error text,
       created_at timestamptz not null,
       created_by text not null,
       ended_at timestamptz
     )`,
    `create index contact_export_created_by on contact_export (created_by, created_at, id)`,
    `create table idempotent_request (
       owner text not null,
       key text not null,
       request_hash text not null,
       response jsonb,
       at timestamptz not null,
       primary key (owner, key)
     )`,
    `comment on table idempotent_request is 'Answers by the Idempotency-Key of who asked, written with what they tell of'`,
    `create index idempotent_request_at on idempotent_request (at)`,
  ],
};
