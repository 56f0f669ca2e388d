import type { Migration } from './migration';

/** Scorecards with their versions, evaluations of conversations by them, and rules that draw whom to evaluate. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table scorecard (
       id uuid primary key,
       name text not null,
       draft jsonb not null,
       draft_version integer not null default 1,
       live_version integer,
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `create unique index scorecard_name on scorecard (lower(name))`,
    `create index scorecard_by_name on scorecard (name, id)`,
    `create index scorecard_updated_at on scorecard (updated_at, id)`,
    `create table scorecard_version (
       scorecard_id uuid not null references scorecard on delete cascade,
       number integer not null,
       document jsonb not null,
       note text not null,
       published_at timestamptz not null,
       published_by uuid references app_user on delete set null,
       primary key (scorecard_id, number)
     )`,
    `comment on table scorecard_version is 'Never updated: an evaluation by it stays what it was'`,
    `alter table scorecard add constraint scorecard_live foreign key (id, live_version)
       references scorecard_version (scorecard_id, number) deferrable initially deferred`,
    `create table evaluation (
       id uuid primary key,
       scorecard_id uuid not null references scorecard,
       version integer not null,
       call_id uuid not null references call on delete cascade,
       agent_id uuid not null references app_user,
       scorer_id uuid not null references app_user,
       state text not null check (state in ('draft', 'finished', 'acknowledged', 'appealed', 'decided')),
       scores jsonb not null,
       comment text not null,
       percent double precision check (percent between 0 and 100),
       knocked_out boolean not null,
       reply text not null,
       answer text not null,
       at timestamptz not null,
       finished_at timestamptz,
       unique (call_id, agent_id, scorecard_id, scorer_id),
       check ((state = 'draft') = (finished_at is null))
     )`,
    `create index evaluation_at on evaluation (at, id)`,
    `create index evaluation_agent on evaluation (agent_id, at)`,
    `create index evaluation_scorer on evaluation (scorer_id, at)`,
    `create index evaluation_scorecard on evaluation (scorecard_id, at)`,
    `create table evaluation_score (
       evaluation_id uuid not null references evaluation on delete cascade,
       criterion_id text not null,
       share double precision not null check (share between 0 and 1),
       primary key (evaluation_id, criterion_id)
     )`,
    `comment on table evaluation_score is 'Points of those that can be had, of finished evaluations; what does not apply has no row'`,
    `create table sampling_rule (
       id uuid primary key,
       name text not null,
       active boolean not null,
       scorecard_id uuid not null references scorecard,
       per_agent integer not null check (per_agent between 1 and 50),
       queue_ids uuid[] not null,
       classifier_ids uuid[] not null,
       min_talk_seconds integer not null,
       version integer not null default 1
     )`,
    `create unique index sampling_rule_name on sampling_rule (lower(name))`,
    `create table evaluation_task (
       rule_id uuid not null references sampling_rule on delete cascade,
       call_id uuid not null references call on delete cascade,
       agent_id uuid not null references app_user,
       week date not null,
       call_at timestamptz not null,
       primary key (rule_id, call_id, agent_id)
     )`,
    `create index evaluation_task_call_at on evaluation_task (call_at, call_id)`,
    `create index evaluation_task_week on evaluation_task (rule_id, week, agent_id)`,
    `comment on column evaluation_task.week is 'Its Monday, in Warsaw'`,
  ],
};
