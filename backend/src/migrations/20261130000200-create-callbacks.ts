import type { Migration } from './migration';

/** Callbacks: who is called back, when, and how each attempt went. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table queue add column callback jsonb`,
    `comment on column queue.callback is 'Who is called back and how often; null: nobody'`,
    `create table callback (
       id uuid primary key,
       number text not null,
       contact_id uuid references contact on delete set null,
       queue_id uuid not null references queue,
       origin text not null check (origin in ('flow', 'queue', 'automatic')),
       failed text,
       state text not null check (state in ('waiting', 'calling', 'closed')),
       ending text,
       requested_at timestamptz not null,
       queued_at timestamptz not null,
       next_at timestamptz,
       closed_at timestamptz,
       from_call_id uuid references call,
       tried integer not null,
       attempts integer not null,
       tries jsonb not null default '[]',
       check ((state = 'closed') = (ending is not null)),
       check ((state = 'waiting') = (next_at is not null))
     )`,
    `create unique index callback_open on callback (queue_id, number) where state <> 'closed'`,
    `comment on index callback_open is 'One open callback for a number and queue, whatever else goes wrong'`,
    `create index callback_open_number on callback (number) where state <> 'closed'`,
    `create index callback_requested on callback (requested_at, id)`,
    `create index callback_next on callback (next_at, id)`,
    `create index callback_queue on callback (queue_id, requested_at, id)`,
    `alter table call add column callback_id uuid`,
    `comment on column call.callback_id is 'The callback that this call is an attempt of'`,
    `create index call_callback on call (callback_id) where callback_id is not null`,
    `create index call_live_number on call (number) where state <> 'ended'`,
  ],
};
