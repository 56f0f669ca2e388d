import type { Migration } from './migration';

/** A recording that somebody deleted keeps its row: that there was one, and when, is part of the call's story. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table recording drop constraint recording_state_check`,
    `alter table recording add constraint recording_state_check check (state in ('recording', 'stored', 'lost', 'deleted'))`,
  ],
};
