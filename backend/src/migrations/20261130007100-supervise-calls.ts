import type { Migration } from './migration';

/** Who listened to whom, in which mode and for how long. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table supervision (
       id uuid primary key,
       call_id uuid not null,
       supervisor_id uuid not null,
       agent_id uuid not null,
       leg_id text not null unique,
       mode text not null check (mode in ('listen', 'whisper', 'barge')),
       stage text not null check (stage in ('ringing', 'on', 'over')),
       started_at timestamptz not null,
       answered_at timestamptz,
       ended_at timestamptz,
       listen_ms bigint not null default 0,
       whisper_ms bigint not null default 0,
       barge_ms bigint not null default 0,
       because text
     )`,
    `comment on column supervision.leg_id is 'Leg of the supervisor''s own phone'`,
    `create unique index supervision_one_a_call on supervision (call_id) where stage <> 'over'`,
    `create unique index supervision_one_a_supervisor on supervision (supervisor_id) where stage <> 'over'`,
    `create index supervision_started_at on supervision (started_at, id)`,
    `create index supervision_agent on supervision (agent_id, started_at, id)`,
  ],
};
