import type { Migration } from './migration';

/** What happens again while nobody has read of it counts up; what is about somebody's work is shown to those who supervise him. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table notification add cause text`,
    `alter table notification add count integer not null default 1 check (count > 0)`,
    `alter table notification add position bigint`,
    `alter table notification add about_user uuid`,
    `comment on column notification.cause is 'Addressee, code and subject: the same cause counts up while it is open, that is read by nobody'`,
    `comment on column notification.position is 'Journal position of the last event that was counted'`,
    `create index notification_cause on notification (cause, position desc)`,
  ],
};
