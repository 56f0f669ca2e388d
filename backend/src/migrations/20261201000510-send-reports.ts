import type { Migration } from './migration';

/** Reports that are sent by themselves, their letters, and views that people keep and share. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table report_schedule (
       id uuid primary key,
       name text not null,
       active boolean not null,
       settings jsonb not null,
       owner_id uuid not null references app_user,
       next_at timestamptz,
       version integer not null default 1,
       check (active = (next_at is not null))
     )`,
    `create index report_schedule_name on report_schedule (name, id)`,
    `create index report_schedule_owner on report_schedule (owner_id)`,
    `create table report_sending (
       id text primary key,
       schedule_id uuid not null references report_schedule on delete cascade,
       address text not null,
       due_at timestamptz not null,
       state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'lost')),
       attempts integer not null default 0,
       error text,
       at timestamptz not null
     )`,
    `create index report_sending_schedule on report_sending (schedule_id, due_at desc, address)`,
    `create table saved_view (
       id uuid primary key,
       owner_id uuid not null references app_user on delete cascade,
       name text not null,
       path text not null,
       query text not null,
       roles text[] not null default '{}',
       created_at timestamptz not null
     )`,
    `create unique index saved_view_name on saved_view (owner_id, path, lower(name))`,
    `create index saved_view_path on saved_view (path, name)`,
  ],
};
