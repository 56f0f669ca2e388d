import { Inject, Injectable } from '@nestjs/common';
import { WHAT_IF_MAX_DAYS, type StartWhatIf, type WhatIfRunDetail } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { QueueStore } from '../../routing';
import { WhatIfRunStore } from '../data/what-if-run.store';
import type { WhatIfEvent } from '../domain/events';

export type WhatIfRefusal = Refusal<
  | 'run-not-found'
  | 'period-in-future'
  | 'period-too-long'
  | 'queue-not-found'
  | 'change-of-other-queue'
  | 'run-has-ended'
>;

const DAY_MS = 86_400_000;

/** Runs from their request to their removal; what they find is RunWhatIf's business. */
@Injectable()
export class WhatIfRuns {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly runs: WhatIfRunStore,
    private readonly queues: QueueStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async start(asked: StartWhatIf, meta: EventMeta): Promise<Outcome<WhatIfRunDetail, WhatIfRefusal>> {
    const [from, to] = [Date.parse(asked.from), Date.parse(asked.to)];
    if (to > meta.at) return refused({ code: 'period-in-future' });
    if (to - from > WHAT_IF_MAX_DAYS * DAY_MS) return refused({ code: 'period-too-long' });
    if (asked.changes.queues.some(({ queueId }) => !asked.queueIds.includes(queueId)))
      return refused({ code: 'change-of-other-queue' });
    return this.database.transaction(async (tx) => {
      for (const queueId of asked.queueIds)
        if (!(await this.queues.find(tx, queueId))) return refused({ code: 'queue-not-found' });
      const runId = this.ids.next();
      await this.runs.insert(tx, runId, asked, { by: meta.actor.id, at: meta.at });
      await this.tell(tx, { type: 'WhatIfRequested', data: { runId, ...asked } }, meta);
      return this.found(tx, runId);
    });
  }

  /** Stops at the next look; what was counted so far is forgotten. */
  async cancel(runId: string, meta: EventMeta): Promise<Outcome<WhatIfRunDetail, WhatIfRefusal>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.runs.find(tx, runId))) return refused({ code: 'run-not-found' });
      if (!(await this.runs.end(tx, runId, { state: 'cancelled' }, meta.at))) return refused({ code: 'run-has-ended' });
      await this.tell(tx, { type: 'WhatIfCancelled', data: { runId } }, meta);
      return this.found(tx, runId);
    });
  }

  async remove(runId: string, meta: EventMeta): Promise<Outcome<void, WhatIfRefusal>> {
    return this.database.transaction(async (tx) => {
      const run = await this.runs.find(tx, runId);
      if (!run) return refused({ code: 'run-not-found' });
      await this.runs.remove(tx, runId);
      await this.tell(tx, { type: 'WhatIfRemoved', data: { runId, name: run.name } }, meta);
      return accepted(undefined);
    });
  }

  async tell(tx: Transaction, event: WhatIfEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `what-if-${event.data.runId}`, [event], meta);
  }

  private async found(tx: Transaction, runId: string): Promise<Outcome<WhatIfRunDetail, WhatIfRefusal>> {
    const run = await this.runs.find(tx, runId);
    return run ? accepted(run) : refused({ code: 'run-not-found' });
  }
}
