import type { Migration } from './migration';

/** Goals of campaigns and agents, and the successes that count towards them. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table goal (
       id uuid primary key,
       name text not null,
       kind text not null check (kind in ('campaign', 'agent')),
       period text not null check (period in ('day', 'week', 'month', 'whole', 'own')),
       from_day date,
       to_day date,
       target double precision not null check (target > 0),
       created_at timestamptz not null,
       version integer not null default 1,
       check ((period = 'own') = (from_day is not null and to_day is not null)),
       check (to_day >= from_day)
     )`,
    `create index goal_name on goal (name, id)`,
    `create table goal_campaign (
       goal_id uuid not null references goal on delete cascade,
       campaign_id uuid not null references campaign on delete cascade,
       primary key (goal_id, campaign_id)
     )`,
    `create index goal_campaign_campaign on goal_campaign (campaign_id)`,
    `create table goal_agent (
       goal_id uuid not null references goal on delete cascade,
       agent_id uuid not null references app_user on delete cascade,
       primary key (goal_id, agent_id)
     )`,
    `create index goal_agent_agent on goal_agent (agent_id)`,
    `create table success_fact (
       call_id uuid primary key references call on delete cascade,
       agent_id uuid not null,
       campaign_id uuid,
       classifier_id uuid not null,
       value double precision not null,
       at timestamptz not null
     )`,
    `comment on table success_fact is 'Successes with the value that their classifier had when it was set; classifying anew replaces'`,
    `create index success_fact_agent on success_fact (agent_id, at)`,
    `create index success_fact_campaign on success_fact (campaign_id, at) where campaign_id is not null`,
  ],
};
