import type { Migration } from './migration';

/** How long an agent was ready today, beside how long he talked and wrapped up. */
export const migration: Migration = {
  breaking: false,
  up: [`alter table agent_view add column ready_ms bigint not null default 0`],
};
