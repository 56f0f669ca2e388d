import type { Migration } from './migration';

/** What of a call a search for its recordings asks: copied to the recording, where one index answers it, and kept the same by the call itself. */
const COPIED = 'direction, number, contact_id, queue_id, agent_id, classifier_id, participants';
const given = (row: string): string =>
  COPIED.split(', ')
    .map((column) => `${row}.${column}`)
    .join(', ');

export const migration: Migration = {
  breaking: false,
  up: [
    `alter table recording drop constraint recording_state_check,
       add constraint recording_state_check check (state in ('recording', 'stored', 'lost', 'skipped', 'deleted'))`,
    `alter table recording drop constraint recording_check,
       add constraint recording_check check (state not in ('lost', 'skipped') or reason is not null)`,
    `alter table recording add column direction text, add column number text, add column contact_id uuid, add column queue_id uuid,
       add column agent_id uuid, add column classifier_id uuid, add column participants uuid[] not null default '{}',
       add column campaign_id uuid, add column held boolean not null default false, add column tags text[] not null default '{}',
       add column hold_reason text, add column peaks bytea, add column sha256 text, add column key_day date, add column iv bytea`,
    `comment on column recording.hold_reason is 'Kept: nobody and no rule deletes it until this is null again'`,
    `comment on column recording.peaks is 'Loudest of each stretch, 0 to 255: all of the left side, then all of the right'`,
    `comment on column recording.sha256 is 'Of the sound as the switch wrote it, before it was encrypted'`,
    `create function recording_takes_call() returns trigger language plpgsql as $$
     begin
       select ${given('c')} into new.direction, new.number, new.contact_id, new.queue_id, new.agent_id, new.classifier_id, new.participants
         from call c where c.id = new.call_id;
       select a.campaign_id into new.campaign_id from dial_attempt a where a.call_id = new.call_id;
       return new;
     end $$`,
    `create trigger recording_takes_call before insert on recording for each row execute function recording_takes_call()`,
    `create function recording_follows_call() returns trigger language plpgsql as $$
     begin
       update recording set (${COPIED}) = (${given('new')}) where call_id = new.id;
       return null;
     end $$`,
    `create trigger recording_follows_call after update on call for each row
       when ((${given('old')}) is distinct from (${given('new')}))
       execute function recording_follows_call()`,
    `update recording r set (${COPIED}) = (${given('c')}), campaign_id = (select campaign_id from dial_attempt a where a.call_id = c.id)
       from call c where c.id = r.call_id`,
    `create index recording_started on recording (started_at, id)`,
    `create index recording_duration on recording (duration_ms, id)`,
    `create index recording_queue on recording (queue_id, started_at, id)`,
    `create index recording_agent on recording (agent_id, started_at, id)`,
    `create index recording_participants on recording using gin (participants)`,
    `create index recording_contact on recording (contact_id, started_at, id)`,
    `create index recording_campaign on recording (campaign_id, started_at, id) where campaign_id is not null`,
    `create index recording_classifier on recording (classifier_id, started_at, id)`,
    `create index recording_reason on recording (reason, started_at, id) where reason is not null`,
    `create index recording_kept on recording (started_at, id) where hold_reason is not null`,
    `create index recording_missing on recording (started_at, id) where state in ('lost', 'skipped', 'deleted')`,
    `create index recording_tags on recording using gin (tags)`,
    `create index recording_number on recording using gin (number gin_trgm_ops)`,
    `create table recording_comment (
       id uuid primary key,
       recording_id uuid not null references recording on delete cascade,
       at_ms bigint not null check (at_ms >= 0),
       text text not null,
       author_id uuid not null references app_user,
       written_at timestamptz not null
     )`,
    `create index recording_comment_recording on recording_comment (recording_id, at_ms)`,
    `create index recording_comment_author on recording_comment (author_id)`,
    `create index recording_comment_text on recording_comment using gin (searchable(text) gin_trgm_ops)`,
    `create table recording_tag (tag text primary key)`,
    `create table recording_group (
       id uuid primary key,
       name text not null,
       created_by uuid not null references app_user,
       created_at timestamptz not null
     )`,
    `create unique index recording_group_name on recording_group (lower(name))`,
    `create index recording_group_by_name on recording_group (name, id)`,
    `create index recording_group_creator on recording_group (created_by)`,
    `create table recording_in_group (
       group_id uuid not null references recording_group on delete cascade,
       recording_id uuid not null references recording on delete cascade,
       primary key (group_id, recording_id)
     )`,
    `create index recording_in_group_recording on recording_in_group (recording_id)`,
  ],
};
