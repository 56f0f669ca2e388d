import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { MessageStore } from '../data/message.store';
import { KeepMessages } from '../use-cases/keep-messages';
import { MailMessages } from '../use-cases/mail-messages';

const CHECK = 'voicemail.check';
const TIDY = 'voicemail.tidy';
const MAIL = 'mail-voicemail';
/** The switch tells of a message's end at once; after this nothing will come any more. */
const GRACE_MS = 30_000;
const TIDY_EVERY_MS = 3_600_000;
const started = z.object({ messageId: z.string(), boxId: z.string(), path: z.string(), at: z.number() });
const recorded = z.object({ messageId: z.string(), durationMs: z.number() });
const named = z.object({ messageId: z.string() });
const check = z.object({ callId: z.string() });
const letter = z.object({ messageId: z.string(), to: z.string() });

/** A message begins with the call's word, is kept when the switch has told of its end (or should have), told by mail, and goes in time. */
@Injectable()
export class VoicemailReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly keeping: KeepMessages,
    private readonly messages: MessageStore,
    private readonly mails: MailMessages,
    private readonly jobs: Jobs,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: MAIL,
      schema: letter,
      attempts: 6,
      backoff: 30_000,
      handle: ({ messageId, to }) => this.mails.send(messageId, to),
    });
    this.schedule.on(CHECK, (payload) => this.check(check.parse(payload).callId));
    this.schedule.on(TIDY, () => this.tidy());
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'voicemail',
      types: [
        'CallVoicemailStarted',
        'VoicemailRecorded',
        'VoicemailReceived',
        'VoicemailDeleted',
        'VoicemailHandled',
        'CallHungUp',
      ],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
  }

  private async follow(event: RecordedEvent): Promise<void> {
    const meta = because(event, 'voicemail', this.clock.now());
    const callId = event.stream.slice('call-'.length);
    switch (event.type) {
      case 'CallVoicemailStarted': {
        const { messageId: id, boxId, path, at } = started.parse(event.data);
        return this.keeping.begin({ id, boxId, callId, path, at });
      }
      case 'VoicemailRecorded': {
        const { messageId, durationMs } = recorded.parse(event.data);
        return this.keeping.keep(messageId, { durationMs, meta, last: false });
      }
      case 'VoicemailReceived':
        return this.mail(named.parse(event.data).messageId);
      case 'VoicemailDeleted':
        return this.keeping.removeFile(named.parse(event.data).messageId);
      case 'VoicemailHandled':
        return this.later(TIDY, event.meta.at + TIDY_EVERY_MS, {});
      case 'CallHungUp':
        if ((await this.messages.openOf(callId)).length === 0) return;
        return this.later(`${CHECK}:${callId}`, event.meta.at + GRACE_MS, { callId });
    }
  }

  private async mail(messageId: string): Promise<void> {
    for (const to of await this.mails.addresses(messageId))
      await this.jobs.enqueue(MAIL, { messageId, to }, { id: `${messageId} ${to}` });
  }

  /** The end was not told (lost connection, killed switch): a file that is there counts, whatever its length. */
  private async check(callId: string): Promise<void> {
    const meta = bySystem('clock', callId, this.clock.now());
    for (const id of await this.messages.openOf(callId))
      await this.keeping.keep(id, { durationMs: null, meta, last: true });
  }

  /** What was handled long enough ago goes; while there is anything handled, this looks again every hour. */
  private async tidy(): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.messages.expired(now))
      await this.keeping.delete(id, 'by-retention', bySystem('clock', id, now));
    await this.later(TIDY, now + TIDY_EVERY_MS, {});
  }

  private later(key: string, due: number, payload: object): Promise<void> {
    const command = key === TIDY ? TIDY : CHECK;
    return this.database.transaction((tx) => this.schedule.at(tx, { key, due, command, payload }));
  }
}
