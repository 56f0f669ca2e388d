import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal, Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { CallConnected } from '../../calls';
import { switchArea } from '../../switch';
import { RecordingStore } from '../data/recording.store';

const CHECK = 'recordings.check';
/** The switch tells of a recording's end at once; after this nothing will come any more. */
const GRACE_MS = 30_000;
const ended = z.object({ recordingId: z.string(), durationMs: z.number() });
const check = z.object({ callId: z.string() });

/** Keeps the list of recordings: begun with the conversation, stored when the switch says so, lost with a reason when it never does. */
@Injectable()
export class RecordingReactions implements OnModuleInit {
  constructor(
    private readonly store: RecordingStore,
    private readonly relay: Relay,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'recordings',
      types: ['CallConnected', 'RecordingEnded', 'CallHungUp'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.database.transaction((tx) => this.follow(tx, event));
      },
    });
    this.schedule.on(CHECK, (payload) => this.check(check.parse(payload).callId));
  }

  private async follow(tx: Transaction, event: RecordedEvent): Promise<void> {
    const callId = event.stream.slice('call-'.length);
    if (event.type === 'CallConnected') {
      const { recording, at } = event.data as CallConnected['data'];
      if (recording) await this.store.begin(tx, { id: recording.recordingId, callId, path: recording.path, at });
    }
    if (event.type === 'RecordingEnded') {
      const { recordingId, durationMs } = ended.parse(event.data);
      await this.close(tx, recordingId, { durationMs, lost: null }, because(event, 'recordings', this.clock.now()));
    }
    if (event.type === 'CallHungUp') {
      await this.schedule.at(tx, {
        key: `recording-check:${callId}`,
        due: event.meta.at + GRACE_MS,
        command: CHECK,
        payload: { callId },
      });
    }
  }

  /** The end was not told (lost connection, killed switch): a file that is there counts, whatever its length. */
  private async check(callId: string): Promise<void> {
    const meta = bySystem('clock', callId, this.clock.now());
    for (const id of await this.store.openOf(this.database.read, callId)) {
      const found = await this.store.find(id);
      const size = found && (await sizeOf(found.path));
      const lost = size === null ? 'no-file' : size === 0 ? 'empty-file' : null;
      await this.database.transaction((tx) => this.close(tx, id, { durationMs: 0, lost }, meta));
    }
  }

  private async close(
    tx: Transaction,
    id: string,
    how: { durationMs: number; lost: string | null },
    meta: EventMeta,
  ): Promise<void> {
    if (!(await this.store.end(tx, id, how))) return;
    const fact =
      how.lost === null
        ? { type: 'RecordingStored', data: { recordingId: id, durationMs: how.durationMs } }
        : { type: 'RecordingLost', data: { recordingId: id, reason: how.lost } };
    await this.journal.append(tx, `recording-${id}`, [fact], meta);
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(join(config(switchArea).recordingsDirectory, path))).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
