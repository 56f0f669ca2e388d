import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Spoken } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { callOfSession, type IvrEvent } from '../../ivr';
import type { CallEvent } from '../domain/call-events';
import { CallFlows } from '../use-cases/call-flows';
import { CallVoicemail } from '../use-cases/call-voicemail';
import { FlowExits } from '../use-cases/flow-exits';

const FOLLOWED = [
  'CallFlowEntered',
  'CallVoicemailEntered',
  'CallHungUp',
  'IvrPromptRequested',
  'IvrSpeechAwaited',
  'IvrDigitsAwaited',
  'IvrLeft',
] as const satisfies readonly (CallEvent | IvrEvent)['type'][];

const subjectOf = ({ stream }: RecordedEvent): string => stream.replace(/^(call|ivr)-/, '');

/** What sessions demand of calls, and calls of sessions: in order within a call, calls beside each other. */
@Injectable()
export class FlowReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly flows: CallFlows,
    private readonly exits: FlowExits,
    private readonly voicemail: CallVoicemail,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'calls.flows',
      types: FOLLOWED,
      from: 'beginning',
      handle: async (events) => {
        const byCall = new Map<string, RecordedEvent[]>();
        for (const event of events) {
          const callId = callOfSession(subjectOf(event));
          byCall.set(callId, [...(byCall.get(callId) ?? []), event]);
        }
        await Promise.all([...byCall.values()].map((of) => this.each(of)));
      },
    });
  }

  private async each(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      const meta = because(event, 'calls', this.clock.now());
      await this.follow(subjectOf(event), { type: event.type, data: event.data } as CallEvent | IvrEvent, meta);
    }
  }

  /** `id`: of the call, or of the session whose event it is. */
  private async follow(id: string, event: CallEvent | IvrEvent, meta: EventMeta): Promise<void> {
    switch (event.type) {
      case 'CallFlowEntered':
        return this.within((tx) => this.flows.entered(tx, id, event.data, meta));
      case 'CallVoicemailEntered':
        return this.voicemail.greet(id, event.data, meta);
      case 'CallHungUp':
        return this.within((tx) => this.flows.hungUp(tx, id, meta));
      case 'IvrLeft':
        return this.within((tx) => this.exits.left(tx, id, event.data, meta));
      case 'IvrPromptRequested':
        return this.flows.ask(id, { ...askedBy(event.data), tone: event.data.tone }, meta);
      case 'IvrSpeechAwaited':
        return this.flows.ask(id, { ...askedBy(event.data), speechSeconds: event.data.maximumSeconds }, meta);
      case 'IvrDigitsAwaited':
        return this.flows.ask(id, { ...askedBy(event.data), wanted: event.data.wanted }, meta);
      default:
        return;
    }
  }

  private within(work: (tx: Transaction) => Promise<void>): Promise<void> {
    return this.database.transaction(work);
  }
}

const askedBy = ({ askId, prompts = [] }: { askId: string; prompts?: readonly Spoken[] }) => ({
  ...{ askId, prompts },
  wanted: null,
});
