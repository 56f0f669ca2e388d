import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because, bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { CallEvent } from '../../calls';
import type { IvrEvent } from '../../ivr';
import { CallForSurvey } from '../use-cases/call-for-survey';
import { FollowConversations } from '../use-cases/follow-conversations';
import { FollowSurveys } from '../use-cases/follow-surveys';
import { SURVEY_TIMER } from '../use-cases/survey-runs';

const FOLLOWED = [
  'CallConnected',
  'CallPassedToSurvey',
  'CallHungUp',
  'IvrStarted',
  'IvrSpeechAwaited',
  'IvrLeft',
  'IvrCallerHungUp',
] as const satisfies readonly (CallEvent | IvrEvent)['type'][];

const timer = z.object({ id: z.string() });

/** What conversations and flows mean for surveys. */
@Injectable()
export class SurveyReactions implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly conversations: FollowConversations,
    private readonly surveys: FollowSurveys,
    private readonly asking: CallForSurvey,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(SURVEY_TIMER, async (payload) => {
      const { id } = timer.parse(payload);
      await this.database.transaction((tx) => this.asking.due(tx, id, bySystem('clock', id, this.clock.now())));
    });
    if (!config('process').parts.includes('telephony')) return;
    this.relay.subscribe({
      name: 'surveys.runs',
      types: FOLLOWED,
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) await this.database.transaction((tx) => this.follow(tx, event));
      },
    });
  }

  private async follow(tx: Transaction, event: RecordedEvent): Promise<void> {
    const id = event.stream.replace(/^(call|ivr)-/, '');
    const meta = because(event, 'surveys', this.clock.now());
    const told = { type: event.type, data: event.data } as CallEvent | IvrEvent;
    switch (told.type) {
      case 'CallConnected':
        return this.conversations.connected(tx, id, told.data, meta);
      case 'CallPassedToSurvey':
        return this.conversations.passedOn(tx, id, told.data, meta);
      case 'CallHungUp':
        return this.conversations.hungUp(tx, id, told.data, meta);
      case 'IvrStarted':
        return this.surveys.started(tx, id, told.data, meta);
      case 'IvrSpeechAwaited':
        return this.surveys.speaks(tx, id, told.data);
      case 'IvrLeft':
      case 'IvrCallerHungUp':
        return this.surveys.ended(tx, id, event, meta);
      default:
        return;
    }
  }
}
