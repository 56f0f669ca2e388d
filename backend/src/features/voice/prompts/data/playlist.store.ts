import { Injectable } from '@nestjs/common';
import type { Page, Playlist, PromptUse, SavePlaylist } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import { Database, type Transaction } from '../../../../platform/database';
import { containsPattern, keysetSqlPage } from '../../../../platform/http';

interface Row extends Omit<Playlist, 'updatedAt'> {
  readonly updatedAt: Date;
}

export interface PlaylistSound {
  readonly promptId: string;
  readonly language: string;
  readonly sound: string;
  readonly milliseconds: number;
}

const COLUMNS = `l.id, l.name, l.updated_at as "updatedAt", l.version,
  array(select i.prompt_id from playlist_item i where i.playlist_id = l.id order by i.place) as "promptIds"`;

const SORTING = {
  columns: { name: { sql: 'l.name', type: 'text' }, updatedAt: { sql: 'l.updated_at', type: 'timestamptz' } },
  default: 'name',
  id: { sql: 'l.id', type: 'uuid' },
} as const;

export interface PlaylistQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
}

/** Playlists: prompts in order. */
@Injectable()
export class PlaylistStore {
  constructor(private readonly database: Database) {}

  async page(query: PlaylistQuery): Promise<Page<Playlist>> {
    const where: string[] = [];
    const parameters: unknown[] = [];
    if (query.search)
      where.push(`searchable(l.name) like searchable($${parameters.push(containsPattern(query.search))})`);
    const page = await keysetSqlPage<Row>(
      this.database.read,
      { select: COLUMNS, from: 'playlist l', where, parameters },
      { sorting: SORTING, ...query },
    );
    return { items: page.items.map(toPlaylist), next: page.next };
  }

  names(): Promise<{ id: string; name: string }[]> {
    return this.database.read.query('select id, name from playlist order by name limit 1000');
  }

  async find(tx: Transaction, id: string): Promise<Playlist | null> {
    const [row] = await tx.query<Row[]>(`select ${COLUMNS} from playlist l where l.id = $1`, [id]);
    return row ? toPlaylist(row) : null;
  }

  async insert(tx: Transaction, id: string, playlist: SavePlaylist, at: Instant): Promise<void> {
    await tx.query('insert into playlist (id, name, updated_at) values ($1, $2, to_timestamp($3 / 1000.0))', [
      id,
      playlist.name,
      at,
    ]);
    await this.fill(tx, id, playlist);
  }

  /** False: somebody else changed it since `version`. */
  async update(
    tx: Transaction,
    { id, version, at }: { id: string; version: number; at: Instant },
    playlist: SavePlaylist,
  ): Promise<boolean> {
    const [rows] = await tx.query<[object[], number]>(
      `update playlist set name = $3, updated_at = to_timestamp($4 / 1000.0), version = version + 1
       where id = $1 and version = $2 returning id`,
      [id, version, playlist.name, at],
    );
    if (rows.length > 0) await this.fill(tx, id, playlist);
    return rows.length > 0;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    // A queue that was deleted keeps its row for its history; its music is nobody's any more.
    await tx.query(
      'update queue set music_playlist_id = null where music_playlist_id = $1 and deleted_at is not null',
      [id],
    );
    await tx.query('delete from playlist where id = $1', [id]);
  }

  queuesWith(from: Transaction, id: string): Promise<PromptUse[]> {
    return from.query(
      `select 'queue' as kind, id, name from queue where music_playlist_id = $1 and deleted_at is null order by name limit 50`,
      [id],
    );
  }

  /** Of each prompt the variant of the language, or its first where it has none: music has one for everybody. */
  sounds(from: Transaction, id: string, language: string): Promise<PlaylistSound[]> {
    return from.query(
      `select i.prompt_id as "promptId", chosen.language, chosen.sound, chosen.milliseconds from playlist_item i
       cross join lateral (
         select v.language, v.sound, v.milliseconds from prompt_variant v where v.prompt_id = i.prompt_id and v.sound is not null
         order by v.language = $2 desc, v.language limit 1
       ) chosen where i.playlist_id = $1 order by i.place`,
      [id, language],
    );
  }

  /** Prompts of the list that no playlist can play: unknown, or only generated live. */
  async unplayable(tx: Transaction, promptIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `select id from unnest($1::uuid[]) as id
       where not exists (select 1 from prompt_variant v where v.prompt_id = id and v.sound is not null)`,
      [[...new Set(promptIds)]],
    );
    return rows.map(({ id }) => id);
  }

  private async fill(tx: Transaction, id: string, { promptIds }: SavePlaylist): Promise<void> {
    await tx.query('delete from playlist_item where playlist_id = $1', [id]);
    await tx.query(
      'insert into playlist_item (playlist_id, place, prompt_id) select $1, n, p from unnest($2::uuid[]) with ordinality as each (p, n)',
      [id, promptIds],
    );
  }
}

const toPlaylist = (row: Row): Playlist => ({ ...row, updatedAt: row.updatedAt.toISOString() });
