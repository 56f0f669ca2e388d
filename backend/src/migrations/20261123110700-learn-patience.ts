import type { Migration } from './migration';

/** How patient a queue's callers are: those before in the queue who give up shorten the wait of those behind. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table queue_pace add column gave_up double precision not null default 0, add column waited_ms double precision not null default 0`,
    `comment on column queue_pace.gave_up is 'Callers who gave up, older ones counting less and less'`,
    `comment on column queue_pace.waited_ms is 'Time waited by all of them, older waits counting less and less'`,
  ],
};
