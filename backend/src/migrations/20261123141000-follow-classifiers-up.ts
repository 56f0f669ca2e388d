import type { Migration } from './migration';

/** What a classifier does beside naming the result, the recontacts that come of it, and where desks may be sent. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table classifier
       add column success_value double precision check (success_value >= 0),
       add column follow_ups jsonb not null default '[]'`,
    `create table recontact (
       id uuid primary key,
       call_id uuid not null unique references call,
       contact_id uuid references contact on delete set null,
       number text,
       classifier_id uuid references classifier on delete set null,
       agent_id uuid references app_user on delete set null,
       due_for text not null check (due_for in ('agent', 'system')),
       due_at timestamptz not null,
       note text not null,
       state text not null check (state in ('open', 'done', 'cancelled')),
       version integer not null default 1
     )`,
    `comment on column recontact.call_id is 'One call has one: classifying it anew replaces it'`,
    `create index recontact_due_at on recontact (due_at, id)`,
    `create index recontact_open on recontact (due_at, id) where state = 'open'`,
    `create index recontact_agent on recontact (agent_id, due_at, id)`,
    `create index recontact_contact on recontact (contact_id)`,
    `create table external_url_rules (
       only_row boolean primary key default true check (only_row),
       schemes text[] not null,
       hosts text[] not null,
       version integer not null
     )`,
    `insert into external_url_rules (schemes, hosts, version) values ('{https}', '{}', 1)`,
  ],
};
