import { savePlaylistSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { PlaylistStore } from '../data/playlist.store';
import { Playlists } from '../use-cases/playlists';
import { settingsProblem } from './settings-problem';

/** Playlists in the text of the configuration. */
export const configuredPlaylists = configured(
  { kind: 'playlists', schema: savePlaylistSchema, needs: [PlaylistStore, Playlists] },
  (store, settings) => ({ page: (asked) => store.page(asked), settings, problem: settingsProblem }),
);
