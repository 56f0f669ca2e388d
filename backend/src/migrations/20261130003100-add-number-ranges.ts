import type { Migration } from './migration';

/** One row for many of our numbers: a range from one to another, or all with one beginning. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table inbound_number
       add column extent text not null default 'one' check (extent in ('one', 'range', 'prefix')),
       add column last_number text,
       add constraint inbound_number_range check ((extent = 'range') = (last_number is not null)),
       drop constraint inbound_number_number_key`,
    `create unique index inbound_number_extent on inbound_number (number, extent, last_number) nulls not distinct`,
  ],
};
