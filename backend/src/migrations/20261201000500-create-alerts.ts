import type { Migration } from './migration';

/** Rules of alerts, what they count, the alerts themselves and how telling them went. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table alert_rule (
       id uuid primary key,
       name text not null,
       active boolean not null,
       settings jsonb not null,
       owner_id uuid not null references app_user,
       saved_at bigint not null,
       version integer not null default 1
     )`,
    `comment on column alert_rule.saved_at is 'Milliseconds; absence is counted from here'`,
    `create unique index alert_rule_name on alert_rule (lower(name))`,
    `create index alert_rule_by_name on alert_rule (name, id)`,
    `create index alert_rule_owner on alert_rule (owner_id)`,
    `create table alert_occurrence (
       kind text not null,
       position bigint not null,
       subject_id uuid,
       at bigint not null,
       primary key (kind, position)
     )`,
    `comment on table alert_occurrence is 'Events of the last day that active rules count'`,
    `create index alert_occurrence_at on alert_occurrence (kind, at)`,
    `create table alert_watching (
       rule_id uuid not null references alert_rule on delete cascade,
       subject text not null,
       primary key (rule_id, subject)
     )`,
    `comment on table alert_watching is 'Subjects that are beyond their limit or fire: everything else need not be looked at twice'`,
    `create table alert (
       id uuid primary key,
       rule_id uuid not null,
       rule_name text not null,
       severity text not null check (severity in ('info', 'warning', 'critical')),
       watch jsonb not null,
       subject text not null,
       subject_name text,
       value double precision,
       seen_by uuid[] not null,
       test boolean not null default false,
       fired_at timestamptz not null,
       told_at timestamptz,
       cleared_at timestamptz,
       acknowledged_at timestamptz,
       acknowledged_by uuid references app_user,
       escalated_at timestamptz
     )`,
    `comment on column alert.subject is 'Id of the queue, agent or campaign; all: of everything together'`,
    `comment on column alert.rule_id is 'The rule may be gone: its name and its watch stay here'`,
    `create unique index alert_open on alert (rule_id, subject) where cleared_at is null and not test`,
    `create index alert_fired on alert (fired_at desc, id desc)`,
    `create index alert_rule_fired on alert (rule_id, fired_at desc, id desc)`,
    `create index alert_seen_by on alert using gin (seen_by)`,
    `create index alert_acknowledged_by on alert (acknowledged_by) where acknowledged_by is not null`,
    `create table alert_delivery (
       id text primary key,
       alert_id uuid not null references alert on delete cascade,
       channel text not null check (channel in ('mail', 'webhook')),
       target text not null,
       state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'lost')),
       attempts integer not null default 0,
       error text,
       at timestamptz not null
     )`,
    `create index alert_delivery_alert on alert_delivery (alert_id)`,
  ],
};
