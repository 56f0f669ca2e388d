import { Inject, Injectable } from '@nestjs/common';
import type { SamplingRule, SaveSamplingRule } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { SamplingStore } from '../data/sampling.store';
import { drawConversations } from '../domain/draw-conversations';
import type { QualitySettingsEvent } from '../domain/quality-events';
import { nextDraw, weekBefore, weekOf } from '../domain/weeks';

/** `scorecard-not-found`: the rule names none. */
export type SamplingRefusal = Refusal<
  'sampling-rule-not-found' | 'sampling-rule-name-taken' | 'scorecard-not-found' | 'changed-meanwhile'
>;
type Saved<T> = Outcome<T, SamplingRefusal>;

/** The draw of every week. */
export const DRAW_TIMER = 'quality.draw';

/** Rules that draw conversations to be evaluated: each Monday for the week before, or when somebody asks for this week. */
@Injectable()
export class Sampling {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: SamplingStore,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  create(given: SaveSamplingRule, meta: EventMeta): Promise<Saved<SamplingRule>> {
    return this.saving(async (tx) => {
      const id = this.ids.next();
      await this.store.insert(tx, id, given);
      await this.await(tx);
      return this.announce(tx, id, meta);
    });
  }

  update(
    id: string,
    change: Partial<SaveSamplingRule> & { version: number },
    meta: EventMeta,
  ): Promise<Saved<SamplingRule>> {
    return this.saving(async (tx) => {
      const current = await this.store.find(tx, id);
      if (!current) return refused({ code: 'sampling-rule-not-found' });
      if (!(await this.store.update(tx, id, { ...current, ...change }, change.version)))
        return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, meta);
    });
  }

  remove(id: string, meta: EventMeta): Promise<Saved<void>> {
    return this.saving(async (tx) => {
      const rule = await this.store.find(tx, id);
      if (!rule) return refused({ code: 'sampling-rule-not-found' });
      await this.store.remove(tx, id);
      await this.tell(tx, id, { type: 'SamplingRuleRemoved', data: { ruleId: id, name: rule.name } }, meta);
      return accepted(undefined);
    });
  }

  /** Draws for the week that it is; what was drawn before stays, so that nobody is drawn twice as often. */
  drawNow(id: string, meta: EventMeta): Promise<Saved<number>> {
    return this.saving(async (tx) => {
      const rule = await this.store.find(tx, id);
      if (!rule) return refused({ code: 'sampling-rule-not-found' });
      return accepted(await this.draw(tx, rule, weekOf(this.clock.now()), meta));
    });
  }

  /** The timer: the week before, for every active rule, and the next Monday. */
  async drawWeek(meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      const week = weekBefore(weekOf(this.clock.now()));
      for (const rule of await this.store.active(tx)) await this.draw(tx, rule, week, meta);
      await this.await(tx);
    });
  }

  private async draw(tx: Transaction, rule: SamplingRule, week: string, meta: EventMeta): Promise<number> {
    const before = await this.store.drawn(tx, rule.id, week);
    const missing = (await this.store.drawable(tx, rule, week)).filter(
      ({ callId, agentId }) => !before.some((each) => each.callId === callId && each.agentId === agentId),
    );
    const has = Map.groupBy(before, ({ agentId }) => agentId);
    const byAgent = Map.groupBy(missing, ({ agentId }) => agentId);
    const drawn = [...byAgent].flatMap(([agentId, own]) =>
      drawConversations(`${rule.id}:${week}`, own, Math.max(0, rule.perAgent - (has.get(agentId)?.length ?? 0))),
    );
    const count = await this.store.keep(tx, { ruleId: rule.id, week }, drawn);
    if (count > 0)
      await this.tell(tx, rule.id, { type: 'ConversationsDrawn', data: { ruleId: rule.id, week, drawn: count } }, meta);
    return count;
  }

  private async await(tx: Transaction): Promise<void> {
    await this.schedule.at(tx, { key: DRAW_TIMER, due: nextDraw(this.clock.now()), command: DRAW_TIMER, payload: {} });
  }

  private async announce(tx: Transaction, id: string, meta: EventMeta): Promise<Saved<SamplingRule>> {
    const rule = await this.store.find(tx, id);
    if (!rule) return refused({ code: 'sampling-rule-not-found' });
    await this.tell(tx, id, { type: 'SamplingRuleSaved', data: { ...rule, ruleId: id } }, meta);
    return accepted(rule);
  }

  private async tell(tx: Transaction, id: string, event: QualitySettingsEvent, meta: EventMeta): Promise<void> {
    await this.journal.append(tx, `samplingrule-${id}`, [event], meta);
  }

  private async saving<T>(work: (tx: Transaction) => Promise<Saved<T>>): Promise<Saved<T>> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'scorecard-not-found' });
      if (sqlState(error) === '23505') return refused({ code: 'sampling-rule-name-taken' });
      throw error;
    }
  }
}
