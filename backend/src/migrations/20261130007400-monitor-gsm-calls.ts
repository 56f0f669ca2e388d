import type { Migration } from './migration';

/** Mobile phones that tell their calls, and the calls. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table gsm_device (
       id uuid primary key,
       name text not null,
       user_id uuid not null,
       number text not null,
       token_hash text not null unique,
       created_at timestamptz not null,
       revoked_at timestamptz,
       last_seen_at timestamptz,
       app_version text
     )`,
    `comment on column gsm_device.token_hash is 'SHA-256 of the token, which is shown once'`,
    `create index gsm_device_created_at on gsm_device (created_at, id)`,
    `create index gsm_device_name on gsm_device (lower(name), id)`,
    `create table gsm_call (
       id uuid primary key,
       device_id uuid not null references gsm_device,
       told_id text not null,
       user_id uuid not null,
       direction text not null check (direction in ('inbound', 'outbound')),
       from_number text not null,
       to_number text not null,
       started_at timestamptz not null,
       duration_seconds integer not null check (duration_seconds >= 0),
       received_at timestamptz not null,
       unique (device_id, told_id)
     )`,
    `comment on column gsm_call.user_id is 'Whose phone it was then'`,
    `create index gsm_call_started_at on gsm_call (started_at, id)`,
    `create index gsm_call_user on gsm_call (user_id, started_at, id)`,
  ],
};
