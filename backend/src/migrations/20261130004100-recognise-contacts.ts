import type { Migration } from './migration';

/** Fields that administrators define, keys by which contacts are recognised, duplicates with their review, merges that can be undone. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table contact_field (
       id uuid primary key,
       campaign_id uuid,
       key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
       label text not null,
       type text not null check (type in ('text', 'number', 'date', 'choice', 'phone', 'email', 'boolean', 'pesel', 'nip')),
       required boolean not null,
       unique_value boolean not null,
       searchable boolean not null,
       choices text[] not null,
       group_ids uuid[] not null,
       position integer not null,
       active boolean not null default true,
       version integer not null default 1
     )`,
    `comment on column contact_field.campaign_id is 'Null: a field of contacts; else of the campaign''s records'`,
    `comment on column contact_field.group_ids is 'Who sees it; empty: everybody'`,
    `create unique index contact_field_key on contact_field (campaign_id, key) nulls not distinct`,
    `create table contact_unique_value (
       field_id uuid not null references contact_field on delete cascade,
       value text not null,
       contact_id uuid not null references contact on delete cascade,
       primary key (field_id, value)
     )`,
    `create index contact_unique_value_contact on contact_unique_value (contact_id)`,
    `create table contact_matching (
       only_row boolean primary key default true check (only_row),
       phone boolean not null,
       email boolean not null,
       name boolean not null,
       pesel boolean not null,
       nip boolean not null,
       version integer not null default 1
     )`,
    `insert into contact_matching values (true, true, true, true, true, true)`,
    `alter table contact
       add column match_keys bigint[] not null default '{}',
       add column search_text text not null default '',
       add column source_id uuid references record_source`,
    `comment on column contact.match_keys is 'Contacts with a key in common are compared; null of them for a merged or an erased one'`,
    `comment on column contact.search_text is 'Values of searchable fields'`,
    `create index contact_source on contact (source_id) where source_id is not null`,
    `create or replace function contact_text(c contact) returns text language sql immutable parallel safe as $$
       select public.searchable(c.last_name || ' ' || c.first_name || ' ' || c.last_name || ' ' || c.company || ' ' || c.emails::text || ' '
         || c.phones::text || case when c.search_text = '' then '' else ' ' || c.search_text end)
     $$`,
    `create table contact_key (
       key bigint not null,
       contact_id uuid not null,
       primary key (key, contact_id)
     )`,
    `comment on table contact_key is 'contact.match_keys turned round; kept by triggers, a statement at a time'`,
    `create function contact_keys_added() returns trigger language plpgsql as $$
     begin
       insert into contact_key select distinct k.key, n.id from new_rows n, unnest(n.match_keys) as k (key) order by 1, 2;
       return null;
     end $$`,
    `create function contact_keys_changed() returns trigger language plpgsql as $$
     begin
       delete from contact_key c using old_rows o, new_rows n
         where n.id = o.id and n.match_keys is distinct from o.match_keys and c.contact_id = o.id and c.key = any(o.match_keys);
       insert into contact_key select distinct k.key, n.id from old_rows o join new_rows n on n.id = o.id, unnest(n.match_keys) as k (key)
         where n.match_keys is distinct from o.match_keys order by 1, 2;
       return null;
     end $$`,
    `create function contact_keys_removed() returns trigger language plpgsql as $$
     begin
       delete from contact_key c using old_rows o where c.contact_id = o.id and c.key = any(o.match_keys);
       return null;
     end $$`,
    `create trigger contact_keys_added after insert on contact
       referencing new table as new_rows for each statement execute function contact_keys_added()`,
    `create trigger contact_keys_changed after update on contact
       referencing old table as old_rows new table as new_rows for each statement execute function contact_keys_changed()`,
    `create trigger contact_keys_removed after delete on contact
       referencing old table as old_rows for each statement execute function contact_keys_removed()`,
    `create function golden_contact(wanted uuid) returns uuid language sql stable as $$
       with recursive up as (
         select id, merged_into from contact where id = wanted
         union all select c.id, c.merged_into from contact c join up on c.id = up.merged_into
       ) select id from up where merged_into is null
     $$`,
    `create function contacts_in(golden uuid) returns setof uuid language sql stable as $$
       with recursive down as (
         select golden as id union all select c.id from contact c join down on c.merged_into = down.id
       ) select id from down
     $$`,
    `comment on function contacts_in is 'A golden contact and all that were merged into it'`,
    `create table contact_duplicate (
       one_id uuid not null references contact on delete cascade,
       other_id uuid not null references contact on delete cascade,
       score integer not null,
       reasons text[] not null,
       state text not null default 'open' check (state in ('open', 'dismissed', 'merged')),
       found_at timestamptz not null,
       decided_at timestamptz,
       decided_by text,
       primary key (one_id, other_id),
       check (one_id < other_id)
     )`,
    `create index contact_duplicate_open on contact_duplicate (score, one_id, other_id) where state = 'open'`,
    `create index contact_duplicate_other on contact_duplicate (other_id)`,
    `create table contact_merge (
       id uuid primary key,
       golden_id uuid not null references contact,
       merged_id uuid not null references contact,
       before jsonb not null,
       after jsonb not null,
       record_ids uuid[] not null,
       consent_ids uuid[] not null,
       merged_at timestamptz not null,
       merged_by text not null,
       undone_at timestamptz,
       undone_by text
     )`,
    `comment on column contact_merge.before is 'The golden contact as it was before; after: as the merge left it'`,
    `create index contact_merge_golden on contact_merge (golden_id, merged_at, id)`,
    `create unique index contact_merge_open on contact_merge (merged_id) where undone_at is null`,
  ],
};
