import { Inject, Injectable } from '@nestjs/common';
import type { WhatIfResult, WhatIfRunDetail } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import {
  choiceWords,
  QueueStore,
  ReplayComparison,
  REPLAYED_TYPES,
  simulateInSteps,
  type DayResult,
  type ReplayVerdict,
  type SimulatedDay,
} from '../../routing';
import { WhatIfRunStore } from '../data/what-if-run.store';
import { changeDay, changesNothing } from '../domain/change-day';
import { compareDays, type ShownQueue } from './compare-days';
import { PastPeriod, type Past } from './past-period';
import { WhatIfRuns } from './what-if-runs';

/** Events read at once: some ten milliseconds of work before others get their turn. */
const BATCH = 1000;
/** What reading the journal, the model as it was and the model with changes take of the whole. */
const READING = 0.7;
const MODEL = (1 - READING) / 2;

/** Thrown when somebody has cancelled the run, or removed it. */
class Stopped extends Error {}

/**
 * Runs a past period again: every decision as it was, compared byte for byte; then its calls and people through the model,
 * once as it was and once with the changes. May be begun anew after a crash: it only reads until it writes its result.
 */
@Injectable()
export class RunWhatIf {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly runs: WhatIfRunStore,
    private readonly settings: WhatIfRuns,
    private readonly queues: QueueStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(runId: string): Promise<void> {
    const run = await this.runs.find(this.database.read, runId);
    if (!run) return;
    try {
      const result = await this.resultOf(run);
      const { compared, different } = result.replay;
      const meta = bySystem('what-if', runId, this.clock.now());
      await this.database.transaction(async (tx) => {
        if (!(await this.runs.end(tx, runId, { state: 'done', result }, meta.at))) return;
        await this.settings.tell(tx, { type: 'WhatIfFinished', data: { runId, compared, different } }, meta);
      });
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }

  /** It will not succeed, however often it is tried. */
  async fail(runId: string, problem: string): Promise<void> {
    const meta = bySystem('what-if', runId, this.clock.now());
    await this.database.transaction(async (tx) => {
      if (!(await this.runs.end(tx, runId, { state: 'failed', problem }, meta.at))) return;
      await this.settings.tell(tx, { type: 'WhatIfFailed', data: { runId, problem } }, meta);
    });
  }

  private async resultOf(run: WhatIfRunDetail): Promise<WhatIfResult> {
    const period = { from: Date.parse(run.from), to: Date.parse(run.to) };
    const { verdict, past } = await this.read(run.id, period);
    const before = await this.model(run.id, past.day, READING);
    const changed = changesNothing(run.changes) ? past.day : changeDay(past.day, run.changes);
    const after = changed === past.day ? before : await this.model(run.id, changed, READING + MODEL);
    const courses = {
      recorded: { outcomes: past.outcomes, day: past.day },
      before: { outcomes: before.outcomes, day: past.day },
      after: { outcomes: after.outcomes, day: changed },
    };
    const queues = await this.shown(run.queueIds);
    return {
      replay: await this.told(verdict),
      ...compareDays(courses, { queues, ...period }),
      limits: [...past.limits],
    };
  }

  /** The journal once from its beginning: what was decided in the period rests on all that came before it. */
  private async read(
    runId: string,
    period: { from: number; to: number },
  ): Promise<{ verdict: ReplayVerdict; past: Past }> {
    const comparison = new ReplayComparison(period);
    const reader = new PastPeriod(period);
    const last = await this.runs.lastPosition();
    for (let position = 0; ;) {
      const events = await this.journal.readFrom(position, { types: REPLAYED_TYPES, limit: BATCH });
      let more = events.length === BATCH;
      for (const event of events) {
        if (event.meta.at < period.to) comparison.take(event);
        more = reader.take(event) && more;
        position = event.position;
      }
      await this.proceed(runId, READING * Math.min(1, position / Math.max(1, last)));
      if (!more) return { verdict: comparison.verdict, past: reader.past() };
    }
  }

  private async model(runId: string, day: SimulatedDay, from: number): Promise<DayResult> {
    const steps = simulateInSteps(day);
    for (let turn = 1; ; turn += 1) {
      const step = steps.next();
      if (step.done) return step.value;
      if (turn % 20 === 0) await this.proceed(runId, from + MODEL * step.value);
      else await new Promise((resume) => setImmediate(resume));
    }
  }

  private async proceed(runId: string, progress: number): Promise<void> {
    if (!(await this.runs.progress(runId, Math.min(1, progress)))) throw new Stopped();
  }

  private async shown(queueIds: readonly string[]): Promise<ShownQueue[]> {
    const found = await Promise.all(queueIds.map((id) => this.queues.find(this.database.read, id)));
    return found.flatMap((queue) =>
      queue ? [{ queueId: queue.id, name: queue.name, serviceLevelSeconds: queue.serviceLevelSeconds }] : [],
    );
  }

  private async told({ compared, different, first }: ReplayVerdict): Promise<WhatIfResult['replay']> {
    const nameOf = await this.runs.names();
    return {
      compared,
      different,
      first: first && {
        at: new Date(first.recorded.at).toISOString(),
        workId: first.recorded.workId,
        recorded: choiceWords(first.recorded, nameOf),
        replayed: first.replayed && choiceWords(first.replayed, nameOf),
      },
    };
  }
}
