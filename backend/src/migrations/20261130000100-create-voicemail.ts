import type { Migration } from './migration';

/** Voicemail boxes with the people who are told, and what callers left there. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table voicemail_box (
       id uuid primary key,
       name text not null,
       owner_id uuid unique references app_user on delete cascade,
       greeting jsonb,
       language text not null,
       minimum_seconds integer not null check (minimum_seconds >= 0),
       maximum_seconds integer not null check (maximum_seconds > 0),
       retention_days integer check (retention_days > 0),
       emails text[] not null default '{}',
       attach_sound boolean not null default false,
       version integer not null default 1
     )`,
    `comment on column voicemail_box.owner_id is 'Whose personal box it is; null: of a team'`,
    `create unique index voicemail_box_name on voicemail_box (lower(name))`,
    `create index voicemail_box_by_name on voicemail_box (name, id)`,
    `create table voicemail_box_user (
       box_id uuid not null references voicemail_box on delete cascade,
       user_id uuid not null references app_user on delete cascade,
       primary key (box_id, user_id)
     )`,
    `create index voicemail_box_user_user on voicemail_box_user (user_id)`,
    `create table voicemail_box_group (
       box_id uuid not null references voicemail_box on delete cascade,
       group_id uuid not null references user_group on delete cascade,
       primary key (box_id, group_id)
     )`,
    `create index voicemail_box_group_group on voicemail_box_group (group_id)`,
    `create table voicemail_message (
       id uuid primary key,
       box_id uuid not null references voicemail_box,
       call_id uuid not null references call,
       path text not null,
       state text not null check (state in ('recording', 'new', 'handled', 'too-short', 'lost', 'deleted')),
       reason text,
       received_at timestamptz not null,
       duration_ms integer not null default 0,
       heard_at timestamptz,
       handled_at timestamptz,
       handled_by uuid references app_user on delete set null,
       note text not null default '',
       version integer not null default 1,
       check ((state = 'lost') = (reason is not null)),
       check ((state = 'handled') = (handled_at is not null))
     )`,
    `create index voicemail_message_box on voicemail_message (box_id, received_at, id) where state in ('new', 'handled', 'lost')`,
    `create index voicemail_message_received on voicemail_message (received_at, id) where state in ('new', 'handled', 'lost')`,
    `create index voicemail_message_new on voicemail_message (box_id) where state = 'new'`,
    `create index voicemail_message_open on voicemail_message (call_id) where state = 'recording'`,
    `create index voicemail_message_handled on voicemail_message (handled_at) where state = 'handled'`,
  ],
};
