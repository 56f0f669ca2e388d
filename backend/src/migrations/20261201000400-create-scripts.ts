import type { Migration } from './migration';

/** Scripts of conversations with their versions, where they are shown, and what was answered in them. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table script (
       id uuid primary key,
       name text not null,
       draft jsonb not null,
       draft_version integer not null default 1,
       live_version integer,
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `create unique index script_name on script (lower(name))`,
    `create index script_by_name on script (name, id)`,
    `create index script_updated_at on script (updated_at, id)`,
    `create table script_version (
       script_id uuid not null references script on delete cascade,
       number integer not null,
       document jsonb not null,
       note text not null,
       published_at timestamptz not null,
       published_by uuid references app_user on delete set null,
       primary key (script_id, number)
     )`,
    `comment on table script_version is 'Never updated: a conversation that has one keeps it'`,
    `alter table script add constraint script_live foreign key (id, live_version)
       references script_version (script_id, number) deferrable initially deferred`,
    `create table script_queue (
       queue_id uuid primary key references queue on delete cascade,
       script_id uuid not null references script on delete cascade
     )`,
    `create index script_queue_script on script_queue (script_id)`,
    `create table script_campaign (
       campaign_id uuid primary key references campaign on delete cascade,
       script_id uuid not null references script on delete cascade
     )`,
    `create index script_campaign_script on script_campaign (script_id)`,
    `create table script_picture (
       id uuid primary key,
       script_id uuid not null references script on delete cascade,
       media_type text not null
     )`,
    `create index script_picture_script on script_picture (script_id)`,
    `create table script_run (
       id uuid primary key,
       script_id uuid not null references script,
       version integer not null,
       call_id uuid not null,
       queue_id uuid,
       campaign_id uuid,
       agent_id uuid not null,
       contact_id uuid,
       number text,
       state text not null check (state in ('open', 'finished')),
       step_id text,
       outcome_id text,
       classifier_id uuid,
       answers jsonb not null,
       at timestamptz not null,
       finished_at timestamptz,
       unique (call_id, script_id),
       check ((state = 'finished') = (finished_at is not null))
     )`,
    `create index script_run_results on script_run (script_id, at, id)`,
    `create index script_run_contact on script_run (contact_id)`,
    `comment on column script_run.agent_id is 'Who saved last'`,
    `create table script_answer (
       run_id uuid not null references script_run on delete cascade,
       field_id text not null,
       value text not null,
       primary key (run_id, field_id, value)
     )`,
    `comment on table script_answer is 'Of the steps that were gone through; one row for each option of several'`,
  ],
};
