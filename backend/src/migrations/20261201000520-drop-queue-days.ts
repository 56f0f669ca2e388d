import type { Migration } from './migration';

/** Sums by day that nothing has written since reports count by hour. */
export const migration: Migration = {
  breaking: false,
  up: [`drop table queue_stay`, `drop table queue_day`],
};
