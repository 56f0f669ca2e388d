import type { Migration } from './migration';

/** What contacts are searched by is worked out for every row that is written: a function of plpgsql is set up once, one of SQL at each call. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create or replace function searchable(value text) returns text language plpgsql immutable parallel safe strict as $$
     begin
       return lower(public.unaccent('public.unaccent'::regdictionary, value));
     end $$`,
    `create or replace function contact_text(c contact) returns text language plpgsql immutable parallel safe as $$
     begin
       return public.searchable(c.last_name || ' ' || c.first_name || ' ' || c.last_name || ' ' || c.company || ' ' || c.emails::text || ' '
         || c.phones::text || case when c.search_text = '' then '' else ' ' || c.search_text end);
     end $$`,
  ],
};
