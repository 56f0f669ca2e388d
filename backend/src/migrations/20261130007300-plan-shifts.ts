import type { Migration } from './migration';

/** Shifts, their patterns for agents, and days that differ. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table shift (
       id uuid primary key,
       name text not null,
       start_minute integer not null check (start_minute between 0 and 1439),
       end_minute integer not null check (end_minute between 0 and 1439),
       unpaid_break_minutes integer not null check (unpaid_break_minutes >= 0),
       version integer not null default 1
     )`,
    `comment on column shift.end_minute is 'Of the next day where it is not past the beginning'`,
    `create unique index shift_name on shift (lower(name))`,
    `create table shift_pattern (
       id uuid primary key,
       name text not null,
       days jsonb not null,
       from_date date not null,
       to_date date,
       on_holidays boolean not null,
       version integer not null default 1,
       check (to_date >= from_date)
     )`,
    `comment on column shift_pattern.days is 'Ids of shifts or null, Monday first, whole weeks'`,
    `create unique index shift_pattern_name on shift_pattern (lower(name))`,
    `create table shift_pattern_agent (
       pattern_id uuid not null references shift_pattern on delete cascade,
       agent_id uuid not null references app_user on delete cascade,
       primary key (pattern_id, agent_id)
     )`,
    `create index shift_pattern_agent_agent on shift_pattern_agent (agent_id)`,
    `create table schedule_day (
       agent_id uuid not null references app_user on delete cascade,
       date date not null,
       kind text not null check (kind in ('shift', 'off', 'leave', 'sick')),
       start_minute integer check (start_minute between 0 and 1439),
       end_minute integer check (end_minute between 0 and 1439),
       unpaid_break_minutes integer not null default 0,
       note text not null default '',
       primary key (agent_id, date),
       check ((kind = 'shift') = (start_minute is not null and end_minute is not null))
     )`,
    `comment on table schedule_day is 'A day of an agent that differs from the pattern'`,
  ],
};
