import { Injectable, Logger } from '@nestjs/common';
import type { Spoken } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { Database } from '../../../../platform/database';
import type { CallVoicemailEntered } from '../domain/call-events';
import { Calls } from './calls';
import { Hearing } from './hearing';

const text = (template: string): readonly Spoken[] => [{ kind: 'text', template }];
/** What a box says that says nothing of its own. */
const PLAIN: Readonly<Record<string, readonly Spoken[]>> = {
  pl: text('Nie możemy teraz odebrać. Prosimy zostawić wiadomość po sygnale.'),
  en: text('We cannot take your call now. Please leave a message after the tone.'),
};

/** A caller at a voicemail box: his greeting is made outside the transaction, then played. */
@Injectable()
export class CallVoicemail {
  private readonly logger = new Logger('calls');

  constructor(
    private readonly calls: Calls,
    private readonly hearing: Hearing,
    private readonly database: Database,
  ) {}

  async greet(callId: string, { box, messageId }: CallVoicemailEntered['data'], meta: EventMeta): Promise<void> {
    const call = await this.calls.load(this.database.read, callId);
    if (call.voicemail?.messageId !== messageId || call.playbackId !== null) return;
    const said = box.greeting.length > 0 ? box.greeting : (PLAIN[box.language] ?? PLAIN['en'] ?? []);
    const variables = { 'call.number': call.number ?? '', 'call.ownNumber': call.ownNumber ?? '' };
    const heard = await this.hearing.render(said, { language: box.language, variables, once: messageId });
    if (heard.failures.length > 0)
      this.logger.warn(`The greeting of box ${box.name} could not be said: ${heard.failures.join(', ')}`);
    const { files, milliseconds } = heard;
    await this.database.transaction((tx) =>
      this.calls.handle(tx, callId, { type: 'GreetCaller', messageId, files, milliseconds }, meta),
    );
  }
}
