import type { Migration } from './migration';

/** What a contact's work weighs in queues, and which skills it asks for. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table contact_routing (
       contact_id uuid primary key references contact on delete cascade,
       priority integer check (priority between 0 and 1000),
       skills jsonb not null default '[]',
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `comment on column contact_routing.priority is 'Base weight of work of this contact; null takes the queue''s'`,
    `comment on column contact_routing.skills is 'Asked of whoever takes it, on top of the queue''s; skills that are gone are left out when read'`,
    `alter table work_item add column priority_by text check (priority_by in ('record', 'flow'))`,
    `comment on column work_item.priority_by is 'Who gave its priority; null: nobody, the queue''s counts'`,
  ],
};
