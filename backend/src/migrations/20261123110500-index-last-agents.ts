import type { Migration } from './migration';

/** Relationship keeping asks at each arrival whom this number talked with last. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create index call_last_agent on call (number, started_at desc) where agent_id is not null and answered_at is not null`,
  ],
};
