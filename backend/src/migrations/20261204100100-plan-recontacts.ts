import type { Migration } from './migration';

/** A recontact may be planned by hand: of no call. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table recontact alter column call_id drop not null`,
    `comment on column recontact.call_id is 'One call has one: classifying it anew replaces it; null: planned by hand'`,
  ],
};
