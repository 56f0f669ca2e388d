import type { Migration } from './migration';

/** Messages to users inside the platform, and who has read them. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table message (
       id uuid primary key,
       kind text not null check (kind in ('message', 'update', 'maintenance')),
       title text not null,
       body text not null,
       sender_id uuid not null,
       addressees jsonb not null,
       sent_at timestamptz not null,
       starts_at timestamptz,
       ends_at timestamptz,
       withdrawn_at timestamptz,
       check (ends_at > starts_at),
       check ((kind = 'maintenance') = (starts_at is not null and ends_at is not null))
     )`,
    `comment on column message.addressees is 'As the sender chose them; the people they were then are in message_receipt'`,
    `create index message_sent_at on message (sent_at, id)`,
    `create index message_sender on message (sender_id, sent_at, id)`,
    `create table message_receipt (
       message_id uuid not null references message on delete cascade,
       user_id uuid not null,
       read_at timestamptz,
       primary key (message_id, user_id)
     )`,
    `create index message_receipt_user on message_receipt (user_id, message_id)`,
    `create index message_receipt_unread on message_receipt (user_id) where read_at is null`,
  ],
};
