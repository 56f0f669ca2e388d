import type { Migration } from './migration';

/** Answers to surveys that callers say after a tone. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table survey_speech (
       id uuid primary key,
       run_id text not null references survey_run on delete cascade,
       question_id text not null,
       state text not null check (state in ('recording', 'kept', 'too-short', 'lost', 'deleted')),
       reason text,
       duration_ms integer not null default 0,
       said_at timestamptz not null,
       expires_at timestamptz,
       check ((state = 'lost') = (reason is not null))
     )`,
    `comment on column survey_speech.expires_at is 'When its question''s days of keeping are over; null: it stays'`,
    `create index survey_speech_run on survey_speech (run_id)`,
    `create index survey_speech_open on survey_speech (run_id) where state = 'recording'`,
    `create index survey_speech_expires on survey_speech (expires_at) where state = 'kept'`,
  ],
};
