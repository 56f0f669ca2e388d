import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { WorkItemStore } from '../../../work/routing';
import { Playlists } from '../../prompts';
import type { SwitchCommand } from '../../switch';
import { Calls } from './calls';

const PLAYLIST = 'playlist:';
/** Every switch has this stream. */
const FALLBACK = 'moh';
/** What callers hear who have chosen no language. */
const OWN_LANGUAGE = 'pl';

/** A playlist as a policy names its music; anything else is a stream of the switch. */
export const playlistMusic = (playlistId: string): string => `${PLAYLIST}${playlistId}`;

/** Turns music that a policy names into what the switch plays, at the moment it begins: an edited playlist is heard from then on. */
@Injectable()
export class HoldMusic {
  constructor(
    private readonly playlists: Playlists,
    private readonly calls: Calls,
    private readonly items: WorkItemStore,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async chosen(callId: string, command: SwitchCommand): Promise<SwitchCommand> {
    if (command.type !== 'StartMusic' && command.type !== 'HoldLeg') return command;
    if (!command.stream?.startsWith(PLAYLIST)) return command;
    const { stay } = await this.calls.load(this.database.read, callId);
    const language = (stay && (await this.items.language(this.database.read, stay.workId))) ?? OWN_LANGUAGE;
    const heard = stay ? Math.max(0, this.clock.now() - stay.queuedAt) : 0;
    const files = await this.playlists.filesOf(command.stream.slice(PLAYLIST.length), language, heard);
    const { stream: _stream, ...rest } = command;
    return files.length > 0 ? { ...rest, files } : { ...rest, stream: FALLBACK };
  }
}
