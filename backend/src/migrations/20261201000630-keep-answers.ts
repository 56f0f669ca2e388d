import type { Migration } from './migration';

/** What people answered to automatic callers. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table campaign_answer (
       position bigint not null,
       place integer not null,
       attempt_id uuid not null references dial_attempt on delete cascade,
       flow_id uuid,
       flow_version integer,
       node_id text,
       branch text,
       variable text,
       value text,
       primary key (attempt_id, position, place),
       check (num_nonnulls(node_id, variable) = 1)
     )`,
    `comment on table campaign_answer is 'By which branch each node was left, and which variables were set, in the order of the journal'`,
  ],
};
