import type { Migration } from './migration';

/** The Order and the metering ledger. A fresh installation has the smallest box's order until its administrator enters the real one. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table customer_order (
       only_row boolean primary key default true check (only_row),
       document jsonb not null,
       version integer not null
     )`,
    `insert into customer_order (document, version) values (jsonb_build_object(
       'package', 'standard', 'licences', 15, 'slaLevel', 'standard', 'startDay', to_char(current_date, 'YYYY-MM-DD'),
       'timeZone', 'Europe/Warsaw', 'monthlyFee', 0, 'addOns', '[]'::jsonb, 'rates', '[]'::jsonb, 'hardStops', '[]'::jsonb), 1)`,
    `create table meter_entry (
       meter text not null,
       source text not null,
       position bigint not null,
       at timestamptz not null,
       amount bigint not null,
       user_id uuid,
       primary key (meter, source)
     )`,
    `comment on column meter_entry.source is 'stream@version of the event that was counted: counted once, however often it is delivered'`,
    `comment on column meter_entry.amount is 'Units used, or for counted objects the change of their number'`,
    `create index meter_entry_period on meter_entry (meter, at, position) include (amount, user_id)`,
  ],
};
