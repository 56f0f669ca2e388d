import type { Migration } from './migration';

/** What a queue's estimates were wrong by lately goes into the next ones. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table wait_estimate add column computed_ms bigint`,
    `comment on column wait_estimate.computed_ms is 'Before the correction that made expected_ms of it; null: from before there was one'`,
    `alter table queue_pace add column correction double precision not null default 0`,
    `comment on column queue_pace.correction is 'What computed waits are wrong by lately: the logarithm of real over computed, as an exponential mean'`,
  ],
};
