import type { Migration } from './migration';

/** What each presented number brought, by day. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create index dial_attempt_caller_id on dial_attempt (started_at, caller_id) include (campaign_id, answered_at, ended_at, outcome)
       where caller_id is not null and ended_at is not null`,
  ],
};
