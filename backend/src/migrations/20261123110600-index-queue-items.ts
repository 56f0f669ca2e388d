import type { Migration } from './migration';

/** `why` looks at the last items of a queue. */
export const migration: Migration = {
  breaking: false,
  up: [`create index work_item_queue on work_item (queue_id, queued_at desc)`],
};
