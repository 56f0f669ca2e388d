import type { Migration } from './migration';

/** Contacts with their numbers, and how conversations are classified. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create extension if not exists pg_trgm`,
    `create extension if not exists unaccent`,
    // unaccent() is only stable because a dictionary could be changed; ours is named, so an index may rest on it.
    `create function searchable(value text) returns text language sql immutable parallel safe strict as $$
       select lower(public.unaccent('public.unaccent'::regdictionary, value))
     $$`,
    `create table contact (
       id uuid primary key,
       first_name text not null,
       last_name text not null,
       company text not null,
       phones text[] not null,
       emails text[] not null,
       note text not null,
       created_at timestamptz not null,
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `comment on column contact.phones is 'E.164'`,
    `create function contact_text(c contact) returns text language sql immutable parallel safe as $$
       select public.searchable(c.last_name || ' ' || c.first_name || ' ' || c.last_name || ' ' || c.company || ' ' || c.emails::text || ' ' || c.phones::text)
     $$`,
    `create index contact_search on contact using gin (contact_text(contact) gin_trgm_ops)`,
    `create index contact_phone on contact using gin (phones)`,
    `create index contact_last_name on contact (last_name, id)`,
    `create index contact_updated_at on contact (updated_at, id)`,
    `create table classifier (
       id uuid primary key,
       name text not null,
       success boolean not null,
       active boolean not null,
       version integer not null default 1
     )`,
    `create unique index classifier_name on classifier (lower(name)) where active`,
  ],
};
