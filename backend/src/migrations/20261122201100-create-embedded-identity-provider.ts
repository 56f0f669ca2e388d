import type { Migration } from './migration';

/** What the embedded identity provider keeps. With Keycloak these tables stay empty. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table idp_account (
       subject uuid primary key,
       login text not null unique,
       email text not null,
       first_name text not null,
       last_name text not null,
       role text not null,
       enabled boolean not null,
       password_hash text
     )`,
    `create table idp_attempt (
       key text primary key,
       failures integer not null,
       last_failure_at timestamptz not null,
       locked_until timestamptz
     )`,
    `comment on column idp_attempt.key is 'Digest of a login or an address as it was typed, known or not'`,
    `create index idp_attempt_last_failure on idp_attempt (last_failure_at)`,
    `create table idp_payload (
       model text not null,
       id text not null,
       payload jsonb not null,
       account text generated always as (payload ->> 'accountId') stored,
       grant_id text generated always as (payload ->> 'grantId') stored,
       uid text generated always as (payload ->> 'uid') stored,
       consumed_at timestamptz,
       expires_at timestamptz,
       primary key (model, id)
     )`,
    `comment on column idp_payload.id is 'Digest of the handle'`,
    `create index idp_payload_grant on idp_payload (grant_id) where grant_id is not null`,
    `create index idp_payload_uid on idp_payload (uid) where uid is not null`,
    `create index idp_payload_account on idp_payload (account) where account is not null`,
    `create index idp_payload_expires on idp_payload (expires_at)`,
    `create table idp_key (
       kid text primary key,
       private_jwk jsonb not null,
       created_at timestamptz not null,
       retires_at timestamptz
     )`,
    `create table idp_secret (name text primary key, value text not null)`,
  ],
};
