import { Inject, Injectable } from '@nestjs/common';
import type { Playlist, PromptUse, SavePlaylist } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { PlaylistStore } from '../data/playlist.store';
import { SoundFiles } from '../data/sound-files';
import { rotated } from '../domain/rotated';

/** `playlist-prompt-unplayable`: the prompt is unknown, or every variant of it is generated live. */
export type PlaylistRefusal =
  | Refusal<'playlist-not-found' | 'playlist-name-taken' | 'changed-meanwhile'>
  | { readonly code: 'playlist-in-use'; readonly uses: readonly PromptUse[] }
  | { readonly code: 'playlist-prompt-unplayable'; readonly promptIds: readonly string[] };
type Saved = Outcome<Playlist, PlaylistRefusal>;

/** Music and announcements for those who wait: prompts in order, again and again. */
@Injectable()
export class Playlists {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: PlaylistStore,
    private readonly files: SoundFiles,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Absolute paths of 8 kHz WAV files in the order of playing; empty when the playlist is gone or nothing of it can be played.
   * `heardMs`: somebody has listened for so long, so the list begins with the file that would be playing: an announcement in
   * between does not take him back to the first one for ever.
   */
  async filesOf(playlistId: string, language: string, heardMs = 0): Promise<string[]> {
    const sounds = await this.store.sounds(this.database.read, playlistId, language);
    return rotated(sounds, heardMs).map(({ sound }) => this.files.path(sound));
  }

  create(playlist: SavePlaylist, meta: EventMeta): Promise<Saved> {
    return this.naming(async (tx) => {
      const playable = await this.checkPlayable(tx, playlist);
      if (!playable.ok) return playable;
      const id = this.ids.next();
      await this.store.insert(tx, id, playlist, this.clock.now());
      return this.announce(tx, id, meta);
    });
  }

  update(id: string, change: Partial<SavePlaylist> & { version: number }, meta: EventMeta): Promise<Saved> {
    return this.naming(async (tx) => {
      const current = await this.store.find(tx, id);
      if (!current) return refused({ code: 'playlist-not-found' });
      const next = { ...current, ...change };
      const playable = await this.checkPlayable(tx, next);
      if (!playable.ok) return playable;
      const at = { id, version: change.version, at: this.clock.now() };
      if (!(await this.store.update(tx, at, next))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Outcome<void, PlaylistRefusal>> {
    return this.database.transaction(async (tx) => {
      const playlist = await this.store.find(tx, id);
      if (!playlist) return refused({ code: 'playlist-not-found' });
      const uses = await this.store.queuesWith(tx, id);
      if (uses.length > 0) return refused({ code: 'playlist-in-use', uses });
      await this.store.remove(tx, id);
      const data = { playlistId: id, name: playlist.name };
      await this.journal.append(tx, `playlist-${id}`, [{ type: 'PlaylistRemoved', data }], meta);
      return accepted(undefined);
    });
  }

  private async checkPlayable(
    tx: Transaction,
    { promptIds }: Pick<SavePlaylist, 'promptIds'>,
  ): Promise<Outcome<void, PlaylistRefusal>> {
    const unplayable = await this.store.unplayable(tx, promptIds);
    return unplayable.length > 0
      ? refused({ code: 'playlist-prompt-unplayable', promptIds: unplayable })
      : accepted(undefined);
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved> {
    const playlist = await this.store.find(tx, id);
    if (!playlist) return refused({ code: 'playlist-not-found' });
    const event = { type: 'PlaylistSaved', data: { playlistId: id, playlist } };
    await this.journal.append(tx, `playlist-${id}`, [event], meta);
    return accepted(playlist);
  }

  private async naming(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'playlist-name-taken' });
      throw error;
    }
  }
}
