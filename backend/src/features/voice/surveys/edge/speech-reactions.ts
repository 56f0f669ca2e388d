import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { SpeechStore } from '../data/speech.store';
import { KeepSpeech } from '../use-cases/keep-speech';

const CHECK = 'surveys.check-speech';
const TIDY = 'surveys.tidy-speech';
/** The switch tells of a sound's end at once; after this nothing will come any more. */
const GRACE_MS = 30_000;
const TIDY_EVERY_MS = 3_600_000;
const recorded = z.object({ speechId: z.string(), durationMs: z.number() });
const named = z.object({ speechId: z.string() });
const check = z.object({ runId: z.string() });

/** A spoken answer is kept when the switch has told of its end (or should have), and goes when its days are over. */
@Injectable()
export class SpeechReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly keeping: KeepSpeech,
    private readonly speeches: SpeechStore,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(CHECK, (payload) => this.check(check.parse(payload).runId));
    this.schedule.on(TIDY, () => this.tidy());
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'surveys.speech',
      types: ['SurveySpeechRecorded', 'SurveySpeechKept', 'SurveySpeechDeleted', 'SurveyFinished'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
  }

  private async follow(event: RecordedEvent): Promise<void> {
    switch (event.type) {
      case 'SurveySpeechRecorded': {
        const { speechId, durationMs } = recorded.parse(event.data);
        const meta = because(event, 'surveys', this.clock.now());
        return this.keeping.keep(speechId, { durationMs, meta, last: false });
      }
      case 'SurveySpeechKept':
        return this.later(TIDY, TIDY, event.meta.at + TIDY_EVERY_MS, {});
      case 'SurveySpeechDeleted':
        return this.keeping.removeFile(named.parse(event.data).speechId);
      case 'SurveyFinished': {
        const runId = event.stream.slice('survey-run-'.length);
        return this.later(`${CHECK}:${runId}`, CHECK, event.meta.at + GRACE_MS, { runId });
      }
    }
  }

  /** The end was not told (lost connection, killed switch): a file that is there counts, whatever its length. */
  private async check(runId: string): Promise<void> {
    const meta = bySystem('clock', runId, this.clock.now());
    for (const id of await this.speeches.openOf(runId))
      await this.keeping.keep(id, { durationMs: null, meta, last: true });
  }

  /** Once there was a sound to keep, this looks again every hour. */
  private async tidy(): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.speeches.expired(now))
      await this.database.transaction((tx) => this.keeping.delete(tx, id, 'by-retention', bySystem('clock', id, now)));
    await this.later(TIDY, TIDY, now + TIDY_EVERY_MS, {});
  }

  private later(key: string, command: string, due: number, payload: object): Promise<void> {
    return this.database.transaction((tx) => this.schedule.at(tx, { key, due, command, payload }));
  }
}
