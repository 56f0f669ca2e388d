import type { Migration } from './migration';

/** Prompts in several languages, playlists for waiting, and speech that is kept. */
export const migration: Migration = {
  breaking: false,
  up: [
    `create table prompt (
       id uuid primary key,
       name text not null,
       kind text not null check (kind in ('announcement', 'music')),
       note text not null,
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `create unique index prompt_unique_name on prompt (lower(name))`,
    `create index prompt_name on prompt (name, id)`,
    `create index prompt_updated_at on prompt (updated_at, id)`,
    `create table prompt_variant (
       prompt_id uuid not null references prompt,
       language text not null,
       source text not null check (source in ('upload', 'recording', 'text')),
       template text,
       voice text,
       variables text[] not null,
       sound text,
       milliseconds integer,
       revision integer not null,
       updated_at timestamptz not null,
       primary key (prompt_id, language),
       check ((sound is null) = (milliseconds is null)),
       check ((source = 'text') = (template is not null)),
       check (sound is not null or source = 'text')
     )`,
    `comment on column prompt_variant.sound is 'File key without rate and extension; null while a text with variables is generated live'`,
    `create table playlist (
       id uuid primary key,
       name text not null,
       updated_at timestamptz not null,
       version integer not null default 1
     )`,
    `create unique index playlist_unique_name on playlist (lower(name))`,
    `create index playlist_name on playlist (name, id)`,
    `create index playlist_updated_at on playlist (updated_at, id)`,
    `create table playlist_item (
       playlist_id uuid not null references playlist on delete cascade,
       place integer not null,
       prompt_id uuid not null references prompt,
       primary key (playlist_id, place)
     )`,
    `create index playlist_item_prompt on playlist_item (prompt_id)`,
    `create table speech_fragment (
       hash text primary key,
       sound text not null,
       bytes bigint not null,
       milliseconds integer not null,
       charged boolean not null,
       used_at timestamptz not null
     )`,
    `comment on column speech_fragment.charged is 'Its characters were counted once as a text of their own'`,
    `create index speech_fragment_used_at on speech_fragment (used_at)`,
    `create table speech_charge (
       key text primary key,
       at timestamptz not null
     )`,
    `alter table queue add column music_playlist_id uuid references playlist`,
    `create index queue_music_playlist on queue (music_playlist_id) where music_playlist_id is not null`,
  ],
};
