import type { Migration } from './migration';

/** Reports of other systems (Power BI) that the console shows. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table bi_report (
       id uuid primary key,
       name text not null,
       url text not null check (url like 'https://%'),
       roles text[] not null,
       version integer not null default 1
     )`,
    `comment on column bi_report.roles is 'Who sees it beside administrators'`,
    `create unique index bi_report_name on bi_report (lower(name))`,
    `create index bi_report_by_name on bi_report (name, id)`,
  ],
};
