import type { Migration } from './migration';

/** Our numbers, the calls with their legs and recordings, phones, and the switches we command. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table inbound_number (
       id uuid primary key,
       number text not null unique,
       name text not null,
       queue_id uuid not null references queue,
       greeting text,
       active boolean not null,
       version integer not null default 1
     )`,
    `create index inbound_number_queue on inbound_number (queue_id)`,
    `create table call (
       id uuid primary key,
       node_id text not null,
       direction text not null check (direction in ('inbound', 'outbound', 'internal')),
       state text not null,
       number text,
       display_name text,
       own_number text,
       contact_id uuid references contact on delete set null,
       queue_id uuid references queue,
       work_id uuid,
       agent_id uuid,
       offered_to uuid[] not null,
       participants uuid[] not null,
       started_at timestamptz not null,
       queued_at timestamptz,
       answered_at timestamptz,
       ended_at timestamptz,
       state_since timestamptz not null,
       muted boolean not null,
       recording text not null check (recording in ('off', 'on', 'paused')),
       consult jsonb,
       outcome text,
       ended_by text,
       classifier_id uuid references classifier,
       note text,
       classifier_required boolean not null,
       wrap_up_until timestamptz,
       wait_ms bigint not null,
       talk_ms bigint not null,
       wrap_up_ms bigint not null
     ) with (fillfactor = 70)`,
    `comment on column call.participants is 'Agents who take part or took part: whose history it belongs to'`,
    `create index call_started_at on call (started_at, id)`,
    `create index call_open on call (node_id) where state <> 'ended'`,
    `create index call_agent on call (agent_id, started_at)`,
    `create index call_queue on call (queue_id, started_at)`,
    `create index call_contact on call (contact_id, started_at)`,
    `create index call_participants on call using gin (participants)`,
    `create index call_number on call using gin (number gin_trgm_ops)`,
    `create table call_leg (
       leg_id uuid primary key,
       call_id uuid not null,
       node_id text not null
     )`,
    `create index call_leg_call on call_leg (call_id)`,
    `create table recording (
       id uuid primary key,
       call_id uuid not null references call,
       path text not null unique,
       started_at timestamptz not null,
       duration_ms bigint not null,
       state text not null check (state in ('recording', 'stored', 'lost')),
       reason text,
       check ((state = 'lost') = (reason is not null))
     )`,
    `create index recording_call on recording (call_id)`,
    `create table phone_credential (
       extension text primary key,
       password text not null
     )`,
    `create table switch_node (
       node_id text primary key,
       run_id text,
       connected boolean not null
     )`,
  ],
};
