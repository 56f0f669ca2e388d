import type { Migration } from './migration';

/** A system recontact is kept for a while for the agent who talked with the person last. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table dialling add column kept_for uuid, add column kept_until timestamptz`,
    `create index dialling_kept on dialling (kept_for) where hold = 'kept-for-last-agent' and state = 'waiting'`,
    `create index dialling_private on dialling (agent_id, due_at) where class = 'private' and state = 'waiting'`,
  ],
};
