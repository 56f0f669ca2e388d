import type { Migration } from './migration';

/** People and what they may do: users, groups, permission sets, address lists, workstation sessions, links by mail. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table app_user (
       id uuid primary key,
       subject text not null unique,
       login text not null unique check (login = lower(login)),
       first_name text not null,
       last_name text not null,
       email text not null,
       role text not null check (role in ('administrator', 'supervisor', 'agent', 'light-agent', 'pbx-user')),
       state text not null check (state in ('invited', 'active', 'deactivated')),
       extension text unique check (extension ~ '^[1-9][0-9]{2,5}$'),
       language text not null check (language in ('pl', 'en')),
       last_sign_in_at timestamptz,
       created_at timestamptz not null,
       version integer not null default 1
     )`,
    `comment on column app_user.subject is 'Claim "sub" of this user''s tokens; the identity provider''s id'`,
    `create index app_user_last_name on app_user (last_name, id)`,
    `create index app_user_created_at on app_user (created_at, id)`,
    `create index app_user_active_administrator on app_user (id) where role = 'administrator' and state = 'active'`,

    `create table user_group (
       id uuid primary key,
       name text not null,
       description text not null,
       version integer not null default 1
     )`,
    `create unique index user_group_name on user_group (lower(name))`,
    `create table user_group_member (
       group_id uuid not null references user_group on delete cascade,
       user_id uuid not null references app_user on delete cascade,
       primary key (group_id, user_id)
     )`,
    `create index user_group_member_user on user_group_member (user_id)`,
    `create table user_group_supervisor (
       group_id uuid not null references user_group on delete cascade,
       user_id uuid not null references app_user on delete cascade,
       primary key (group_id, user_id)
     )`,
    `create index user_group_supervisor_user on user_group_supervisor (user_id)`,

    `create table permission_set (
       id uuid primary key,
       name text not null,
       description text not null,
       grants text[] not null,
       denies text[] not null,
       version integer not null default 1
     )`,
    `create unique index permission_set_name on permission_set (lower(name))`,
    `create table user_permission_set (
       user_id uuid not null references app_user on delete cascade,
       permission_set_id uuid not null references permission_set on delete cascade,
       primary key (user_id, permission_set_id)
     )`,
    `create index user_permission_set_set on user_permission_set (permission_set_id)`,

    `create table ip_list (
       id uuid primary key,
       kind text not null check (kind in ('platform', 'role', 'user')),
       role text,
       user_id uuid references app_user on delete cascade,
       ranges text[] not null check (cardinality(ranges) > 0),
       version integer not null default 1,
       check ((kind = 'role') = (role is not null) and (kind = 'user') = (user_id is not null))
     )`,
    `create unique index ip_list_scope on ip_list (kind, coalesce(role, ''), coalesce(user_id::text, ''))`,

    `create table workstation_session (
       id uuid primary key,
       user_id uuid not null references app_user,
       role text not null,
       sign_in text not null,
       opened_at timestamptz not null,
       last_seen_at timestamptz not null,
       ended_at timestamptz,
       end_reason text,
       ip text not null,
       user_agent text,
       check ((ended_at is null) = (end_reason is null))
     ) with (fillfactor = 80)`,
    `comment on column workstation_session.sign_in is 'Claim "sid" of the tokens that may use the session'`,
    `comment on column workstation_session.role is 'Role when the session was opened; one administrator is admitted past the licences'`,
    `create unique index workstation_session_open on workstation_session (user_id) where ended_at is null`,
    `create index workstation_session_user on workstation_session (user_id, opened_at)`,
    `create table revoked_sign_in (
       sign_in text primary key,
       user_id uuid not null references app_user on delete cascade,
       revoked_at timestamptz not null
     )`,
    `comment on table revoked_sign_in is 'Signed out, but an access token may not have expired yet: refused until then'`,

    `create table account_link (
       token_hash text primary key,
       user_id uuid not null references app_user on delete cascade,
       purpose text not null check (purpose in ('activation', 'password-reset')),
       created_at timestamptz not null,
       expires_at timestamptz not null,
       used_at timestamptz
     )`,
    `create index account_link_user on account_link (user_id, purpose) where used_at is null`,
  ],
};
