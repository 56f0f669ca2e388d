import { Inject, Injectable } from '@nestjs/common';
import type { DiallingStrategy, SaveDiallingStrategy } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { StrategyStore } from '../data/strategy.store';

/** `strategy-in-use`: a campaign refers to it. */
export type StrategyRefusal = Refusal<
  'strategy-not-found' | 'strategy-name-taken' | 'strategy-in-use' | 'changed-meanwhile'
>;

/** Strategies of dialling order: a table and a journal entry. */
@Injectable()
export class Strategies {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: StrategyStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async save(
    id: string | null,
    given: SaveDiallingStrategy,
    meta: EventMeta,
  ): Promise<Outcome<DiallingStrategy, StrategyRefusal>> {
    try {
      return await this.database.transaction(async (tx) => {
        const strategyId = id ?? this.ids.next();
        if (id !== null && !(await this.store.find(tx, id))) return refused({ code: 'strategy-not-found' });
        if (!(await this.store.put(tx, strategyId, given))) return refused({ code: 'changed-meanwhile' });
        const strategy = await this.store.find(tx, strategyId);
        if (!strategy) return refused({ code: 'strategy-not-found' });
        const event = { type: 'DiallingStrategySaved', data: { strategyId, strategy } };
        await this.journal.append(tx, `strategy-${strategyId}`, [event], meta);
        return accepted(strategy);
      });
    } catch (error) {
      if (sqlState(error) === '23505') return refused({ code: 'strategy-name-taken' });
      throw error;
    }
  }

  async remove(id: string, meta: EventMeta): Promise<Outcome<void, StrategyRefusal>> {
    try {
      return await this.database.transaction(async (tx) => {
        const strategy = await this.store.find(tx, id);
        if (!strategy) return refused({ code: 'strategy-not-found' });
        await this.store.remove(tx, id);
        const event = { type: 'DiallingStrategyRemoved', data: { strategyId: id, name: strategy.name } };
        await this.journal.append(tx, `strategy-${id}`, [event], meta);
        return accepted(undefined);
      });
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'strategy-in-use' });
      throw error;
    }
  }
}
