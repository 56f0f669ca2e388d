import type { Prepared } from '../database';

/** Takes the lock on a stream's state, creating the row when it is the first command; no row means a race: ask again. */
export const lockState: Prepared = {
  name: 'stream_state_lock',
  text: `
    with found as (
      select version, state_version, state from stream_state where stream = $1 for update
    ), made as (
      insert into stream_state (stream, kind, version, state_version, state)
      select $1, $2, 0, $3, '{}'::jsonb where not exists (select 1 from found)
      on conflict (stream) do nothing
      returning version, state_version, state
    )
    select * from found union all select * from made`,
};

/** State and events of one handled command in one statement. */
export const writeState: Prepared = {
  name: 'stream_state_write',
  text: `
    with moved as (
      update stream_state set version = $2::integer + jsonb_array_length($5::jsonb), state_version = $3, state = $4::jsonb
      where stream = $1
    )
    insert into journal (stream, version, type, data, meta)
    select $1, $2::integer + e.n, e.item ->> 'type', e.item -> 'data', $6::jsonb
    from jsonb_array_elements($5::jsonb) with ordinality as e (item, n) order by e.n
    returning position, version`,
};

/** A refused first command leaves nothing behind. */
export const dropUntouched: Prepared = {
  name: 'stream_state_drop',
  text: `delete from stream_state where stream = $1 and version = 0`,
};

/** Events without a decider: versions are counted by the same row, which keeps no state. */
export const appendEvents: Prepared = {
  name: 'journal_append',
  text: `
    with head as (
      insert into stream_state (stream, kind, version, state_version, state)
      values ($1, $2, jsonb_array_length($3::jsonb), 0, null)
      on conflict (stream) do update set version = stream_state.version + jsonb_array_length($3::jsonb)
        where stream_state.state is null
      returning version - jsonb_array_length($3::jsonb) as before
    )
    insert into journal (stream, version, type, data, meta)
    select $1, head.before + e.n, e.item ->> 'type', e.item -> 'data', $4::jsonb
    from head, jsonb_array_elements($3::jsonb) with ordinality as e (item, n) order by e.n
    returning position, version`,
};

export const readState: Prepared = {
  name: 'stream_state_read',
  text: `select version, state_version, state from stream_state where stream = $1`,
};

const columns = 'position, stream, version, type, data, meta';

export const readStream: Prepared = {
  name: 'journal_stream',
  text: `select ${columns} from journal where stream = $1 and version > $2 order by version limit $3`,
};

export const readAll: Prepared = {
  name: 'journal_all',
  text: `select ${columns} from journal where position > $1 and position <= $2 order by position limit $3`,
};

export const readTypes: Prepared = {
  name: 'journal_types',
  text: `select ${columns} from journal where position > $1 and position <= $2 and type = any($4::text[]) order by position limit $3`,
};

export const readCorrelation: Prepared = {
  name: 'journal_correlation',
  text: `select ${columns} from journal where meta ->> 'correlation' = $1 order by position limit $2`,
};
