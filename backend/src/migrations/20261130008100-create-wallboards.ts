import type { Migration } from './migration';

/** Boards for large screens, and the links by which a television shows one without anybody signed in. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table wallboard (
       id uuid primary key,
       name text not null,
       tiles jsonb not null,
       version integer not null default 1
     )`,
    `create unique index wallboard_name on wallboard (lower(name))`,
    `create table wallboard_link (
       id uuid primary key,
       wallboard_id uuid not null references wallboard on delete cascade,
       name text not null,
       token_hash bytea not null unique,
       created_by uuid not null references app_user,
       created_at timestamptz not null,
       last_shown_at timestamptz
     )`,
    `comment on column wallboard_link.token_hash is 'SHA-256; the token itself is shown once and kept nowhere'`,
    `create index wallboard_link_board on wallboard_link (wallboard_id, created_at)`,
    `create index wallboard_link_creator on wallboard_link (created_by)`,
  ],
};
