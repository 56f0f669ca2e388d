import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { CallConnected, CallRecordingStarted } from '../../calls';
import { RecordingStore } from '../data/recording.store';
import { KeepRecording } from '../use-cases/keep-recording';

const CHECK = 'recordings.check';
/** The switch tells of a recording's end at once; after this nothing will come any more. */
const GRACE_MS = 30_000;
const ended = z.object({ recordingId: z.string(), durationMs: z.number() });
const deleted = z.object({ recordingId: z.string() });
const check = z.object({ callId: z.string() });

/** Keeps the list of recordings: begun with the conversation, stored when the switch says so, lost with a reason when it cannot be or never says so. */
@Injectable()
export class RecordingReactions implements OnModuleInit {
  constructor(
    private readonly store: RecordingStore,
    private readonly relay: Relay,
    private readonly keeping: KeepRecording,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'recordings',
      types: ['CallConnected', 'CallRecordingStarted', 'CallHeld', 'RecordingEnded', 'RecordingDeleted', 'CallHungUp'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
    this.schedule.on(CHECK, (payload) => this.check(check.parse(payload).callId));
  }

  private async follow(event: RecordedEvent): Promise<void> {
    const meta = because(event, 'recordings', this.clock.now());
    const callId = event.stream.slice('call-'.length);
    switch (event.type) {
      case 'CallConnected':
        return this.connected(callId, event);
      case 'CallRecordingStarted':
        return this.begun(callId, event.data as CallRecordingStarted['data']);
      case 'CallHeld':
        return this.store.noteHold(callId);
      case 'RecordingEnded': {
        const { recordingId, durationMs } = ended.parse(event.data);
        await this.store.noteDuration(this.database.read, recordingId, durationMs);
        return this.keeping.keep(recordingId, { meta, last: false });
      }
      case 'RecordingDeleted':
        return this.keeping.remove(deleted.parse(event.data).recordingId);
      case 'CallHungUp':
        if ((await this.store.openOf(callId)).length === 0) return;
        return this.database.transaction((tx) =>
          this.schedule.at(tx, {
            key: `recording-check:${callId}`,
            due: event.meta.at + GRACE_MS,
            command: CHECK,
            payload: { callId },
          }),
        );
    }
  }

  private async connected(callId: string, { data }: RecordedEvent): Promise<void> {
    const { recording, unrecorded: reason, at } = data as CallConnected['data'];
    if (recording) return this.begun(callId, { ...recording, at });
    if (reason) await this.store.skip(this.database.read, { callId, at, reason });
  }

  private async begun(
    callId: string,
    { recordingId: id, path, at }: Pick<CallRecordingStarted['data'], 'recordingId' | 'path' | 'at'>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.store.unskip(tx, callId);
      await this.store.begin(tx, { id, callId, path, at });
    });
  }

  /** The end was not told (lost connection, killed switch): a file that is there counts, whatever its length. */
  private async check(callId: string): Promise<void> {
    const meta = bySystem('clock', callId, this.clock.now());
    for (const id of await this.store.openOf(callId)) await this.keeping.keep(id, { meta, last: true });
  }
}
