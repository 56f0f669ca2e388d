import type { Migration } from './migration';

/** What the switch needs of trunks, and what it made of them. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table trunk
       add column addresses text[] not null default '{}',
       add column pings boolean not null default true`,
    `comment on column trunk.addresses is 'Addresses and networks (CIDR) that its calls come from; empty: those of its host'`,
    `alter table trunk_health
       add column line_version integer,
       add column line_result text check (line_result in ('applied', 'refused')),
       add column line_reason text,
       add column line_detail text,
       add column line_at timestamptz`,
    `comment on column trunk_health.line_version is 'Version of the trunk that was handed to the switch last; another one than the trunk has: that one is still to be handed over'`,
  ],
};
