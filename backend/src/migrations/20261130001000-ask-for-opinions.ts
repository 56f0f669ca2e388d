import type { Migration } from './migration';

/** Surveys with their versions and rules, whom they were launched for, and what was answered. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table survey (
       id uuid primary key,
       name text not null,
       draft jsonb not null,
       draft_version integer not null default 1,
       live_version integer,
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `create unique index survey_name on survey (lower(name))`,
    `create index survey_by_name on survey (name, id)`,
    `create index survey_updated_at on survey (updated_at, id)`,
    `create table survey_version (
       survey_id uuid not null references survey on delete cascade,
       number integer not null,
       document jsonb not null,
       note text not null,
       published_at timestamptz not null,
       published_by uuid references app_user on delete set null,
       primary key (survey_id, number)
     )`,
    `comment on table survey_version is 'Never updated: a survey that runs stays what it was'`,
    `alter table survey add constraint survey_live foreign key (id, live_version)
       references survey_version (survey_id, number) deferrable initially deferred`,
    `create table survey_rule (
       queue_id uuid primary key references queue on delete cascade,
       survey_id uuid not null references survey on delete cascade,
       place integer not null,
       rule jsonb not null
     )`,
    `comment on table survey_rule is 'Each queue has one survey at most'`,
    `create index survey_rule_survey on survey_rule (survey_id)`,
    `create table survey_run (
       id text primary key,
       survey_id uuid not null,
       version integer,
       call_id uuid not null,
       survey_call_id uuid,
       via text not null check (via in ('after-call', 'later', 'flow')),
       queue_id uuid,
       agent_id uuid,
       contact_id uuid,
       number text,
       language text not null,
       state text not null check (state in ('planned', 'scheduled', 'calling', 'running', 'completed', 'broken-off', 'not-launched')),
       reason text,
       due_at timestamptz,
       attempts integer not null default 0,
       call_ended_at timestamptz,
       started_at timestamptz,
       ended_at timestamptz,
       at timestamptz not null
     )`,
    `comment on column survey_run.id is 'The conversation; the IVR session of a survey that a flow led to'`,
    `comment on column survey_run.at is 'Of the launch, before it of the plan: what periods of results go by'`,
    `create index survey_run_results on survey_run (survey_id, at, id)`,
    `create index survey_run_number on survey_run (number, at)`,
    `create index survey_run_call on survey_run (call_id)`,
    `create index survey_run_asked on survey_run (survey_call_id)`,
    `create table survey_answer (
       run_id text not null references survey_run on delete cascade,
       question_id text not null,
       value text not null,
       primary key (run_id, question_id)
     )`,
    `alter table call add column continues uuid`,
    `comment on column call.continues is 'The line was this call''s; lists of conversations leave such calls out'`,
  ],
};
