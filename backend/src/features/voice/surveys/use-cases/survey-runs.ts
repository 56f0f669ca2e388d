import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { RunStore } from '../data/run.store';
import type { SurveyScheduled } from '../domain/run-events';
import type { RunState } from '../domain/run-state';
import { surveyRun, type RunOrder } from '../domain/survey-run';

/** The next call for an opinion. */
export const SURVEY_TIMER = 'surveys.call';

/** The one way to change how it stands with an opinion: decides, journals, keeps the view and the timer. */
@Injectable()
export class SurveyRuns {
  constructor(
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: RunStore,
  ) {}

  async handle(tx: Transaction, id: string, order: RunOrder, meta: EventMeta): Promise<RunState> {
    const outcome = await this.journal.handle(tx, surveyRun, id, { ...order, at: meta.at }, meta);
    if (!outcome.ok) throw new Error('A run refuses nothing');
    const { events, state } = outcome.value;
    if (events.length === 0) return state;
    await this.store.save(tx, id, state);
    for (const { type, data } of events)
      if (type === 'SurveyScheduled') {
        const { due } = data as SurveyScheduled['data'];
        await this.schedule.at(tx, { key: `survey:${id}`, due, command: SURVEY_TIMER, payload: { id } });
      }
    return state;
  }

  async load(tx: Transaction, id: string): Promise<RunState> {
    return (await this.journal.load(tx, surveyRun, id)).state;
  }
}
