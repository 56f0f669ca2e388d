import type { Migration } from './migration';

/**
 * Erasure reaches the journal: `journal_redact` is the only thing that may change it, and only what events say, never that they
 * happened, when, where in the order, or by whom (adr 0012).
 */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table privacy_erasure (
       id uuid primary key,
       contact_id uuid not null references contact,
       reason text not null,
       erased_at timestamptz not null,
       erased_by text not null,
       certificate jsonb not null
     )`,
    `create index privacy_erasure_contact on privacy_erasure (contact_id)`,
    `create or replace function journal_is_append_only() returns trigger language plpgsql as $$
     begin
       if tg_op = 'UPDATE' and current_setting('centrala.redacting', true) = 'on' then return null; end if;
       raise exception 'the journal is append-only' using errcode = 'restrict_violation';
     end $$`,
    `create function journal_keeps_its_order() returns trigger language plpgsql as $$
     begin
       if (new.position, new.txid, new.stream, new.version, new.type, new.meta)
         is distinct from (old.position, old.txid, old.stream, old.version, old.type, old.meta) then
         raise exception 'only what an event says may be redacted' using errcode = 'restrict_violation';
       end if;
       return new;
     end $$`,
    `create trigger journal_keeps_its_order before update on journal for each row execute function journal_keeps_its_order()`,
    `create function text_redact(given text, marks text[]) returns text language plpgsql immutable as $$
     declare mark text;
     begin
       foreach mark in array marks loop given := replace(given, mark, case when mark like '"%' then '"[erased]"' else '[erased]' end); end loop;
       return given;
     end $$`,
    `create function journal_redact(persons uuid[], marks text[], names text[])
     returns table (events bigint, first_position bigint, last_position bigint) language plpgsql as $$
     declare ids text[] := array(select unnest(persons)::text); places bigint[];
     begin
       perform set_config('centrala.redacting', 'on', true);
       with own as (
         update journal set data = jsonb_build_object('contactId', data -> 'contactId', 'erased', true)
         where stream = any(array(select 'contact-' || unnest(ids))) and type in ('ContactCreated', 'ContactChanged')
         returning position
       ) select coalesce(array_agg(position), '{}') into places from own;
       with told as (
         update journal j set data = text_redact(j.data::text, marks)::jsonb
         where exists (select from unnest(marks) as m (mark) where strpos(j.data::text, m.mark) > 0) returning position
       ) select places || coalesce(array_agg(position), '{}') into places from told;
       with named as (
         update journal j set data = text_redact(j.data::text, names)::jsonb
         where exists (select from unnest(ids) as i (id) where strpos(j.data::text, i.id) > 0)
           and exists (select from unnest(names) as n (name) where strpos(j.data::text, n.name) > 0) returning position
       ) select places || coalesce(array_agg(position), '{}') into places from named;
       update stream_state s set state = text_redact(s.state::text, marks || names)::jsonb
         where s.state is not null and exists (select from unnest(marks || ids) as m (mark) where strpos(s.state::text, m.mark) > 0);
       perform set_config('centrala.redacting', 'off', true);
       return query select count(distinct p), min(p), max(p) from unnest(places) as p;
     end $$`,
  ],
};
