import type { Migration } from './migration';

/** How much work an agent brought to its end today: averages of talk and wrap-up divide by it. */
export const migration: Migration = {
  breaking: false,
  up: [`alter table agent_view add column handled integer not null default 0`],
};
