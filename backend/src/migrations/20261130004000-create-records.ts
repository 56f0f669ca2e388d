import type { Migration } from './migration';

/** Records of campaigns over golden contacts, and the ledger of consents. */
export const migration: Migration = {
  breaking: false,
  up: [
    `alter table contact
       add column fields jsonb not null default '{}',
       add column merged_into uuid references contact,
       add column erased_at timestamptz`,
    `comment on column contact.merged_into is 'The golden contact that took this one over; it is shown nowhere, and undo brings it back'`,
    `create index contact_merged_into on contact (merged_into) where merged_into is not null`,
    `create table record_source (
       id uuid primary key,
       campaign_id uuid,
       kind text not null check (kind in ('import', 'api', 'form', 'manual')),
       name text not null,
       created_at timestamptz not null
     )`,
    `create table record (
       id uuid primary key,
       contact_id uuid not null references contact,
       campaign_id uuid not null,
       source_id uuid not null references record_source,
       external_key text,
       priority integer not null default 0,
       private_to uuid references app_user on delete set null,
       not_before timestamptz,
       not_after timestamptz,
       fields jsonb not null default '{}',
       created_at timestamptz not null,
       updated_at timestamptz not null,
       version integer not null default 1,
       constraint record_window check (not_before < not_after)
     )`,
    `comment on column record.external_key is 'The customer''s own key, unique in the campaign'`,
    `comment on column record.private_to is 'Only this agent dials it'`,
    `create unique index record_external_key on record (campaign_id, external_key) where external_key is not null`,
    `create index record_contact on record (contact_id, campaign_id)`,
    `create index record_campaign on record (campaign_id, id)`,
    `create index record_source_id on record (source_id, id)`,
    `create table consent_purpose (
       id text primary key check (id ~ '^[a-z][a-z0-9-]{0,39}$'),
       name text not null,
       basis text not null check (basis in ('consent', 'objection')),
       active boolean not null default true,
       version integer not null default 1
     )`,
    `comment on column consent_purpose.basis is
       'consent: nobody is contacted who has not agreed; objection: everybody who has not refused'`,
    `insert into consent_purpose (id, name, basis) values
       ('marketing', 'Marketing', 'consent'), ('service', 'Obsługa umowy', 'objection')`,
    `create table consent_entry (
       id uuid primary key,
       contact_id uuid not null references contact,
       channel text not null check (channel in ('call', 'automatic-call', 'sms', 'email', 'messenger')),
       purpose text not null references consent_purpose,
       state text not null check (state in ('given', 'withdrawn')),
       source text not null,
       proof text not null,
       happened_at timestamptz not null,
       recorded_at timestamptz not null,
       recorded_by text not null
     )`,
    `create index consent_entry_contact on consent_entry (contact_id, happened_at, id)`,
    `create table consent (
       contact_id uuid not null references contact,
       channel text not null,
       purpose text not null references consent_purpose,
       state text not null check (state in ('given', 'withdrawn')),
       happened_at timestamptz not null,
       entry_id uuid not null references consent_entry,
       primary key (contact_id, channel, purpose)
     )`,
    `comment on table consent is 'What holds now: the entry of the ledger that happened last, for each channel and purpose'`,
  ],
};
