import { Inject, Injectable } from '@nestjs/common';
import type { Goal, GoalDays, GoalListQuery, OwnGoals, Page, SaveGoal } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { oversees, type Principal } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { GoalStore, type StoredGoal } from '../data/goal.store';
import { currentSpan } from '../domain/goal-period';
import { Progress } from './progress';

/** The refused field is named with the rule that it breaks. */
export type GoalRefusal =
  | Refusal<'goal-not-found' | 'changed-meanwhile' | 'not-supervised'>
  | (Refusal<'goal-not-valid'> & { readonly field: keyof SaveGoal; readonly rule: 'required' | 'exists' | 'after' });

/** Targets: a table and a journal entry each; how far they are is counted when somebody looks. */
@Injectable()
export class Goals {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: GoalStore,
    private readonly progress: Progress,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(query: GoalListQuery, { supervised }: Principal): Promise<Page<Goal>> {
    const { items, next } = await this.store.page(query, supervised);
    return { items: await Promise.all(items.map((goal) => this.shown(goal))), next };
  }

  async one(id: string, { supervised }: Principal): Promise<Goal | null> {
    const goal = await this.store.find(this.database.read, id, supervised);
    return goal && this.shown(goal);
  }

  async days(id: string, { supervised }: Principal): Promise<GoalDays | null> {
    const goal = await this.store.find(this.database.read, id, supervised);
    return goal && this.store.days(goal, currentSpan(goal, this.clock.now()));
  }

  async mine(agentId: string): Promise<OwnGoals> {
    const goals = await this.store.ofAgent(agentId);
    const shown = await Promise.all(goals.map((goal) => this.shown(goal)));
    return shown.flatMap(({ id, name, period, current, progress }) =>
      progress
        .filter(({ agent }) => agent?.id === agentId)
        .map(({ agent: _agent, ...own }) => ({ id, name, period, to: current.to, ...own })),
    );
  }

  save(
    id: string | null,
    goal: SaveGoal,
    by: Pick<Principal, 'supervised'>,
    meta: EventMeta,
  ): Promise<Outcome<string, GoalRefusal>> {
    return this.database.transaction(async (tx) => {
      const goalId = id ?? this.ids.next();
      if (id !== null && !(await this.store.find(tx, id, by.supervised))) return refused({ code: 'goal-not-found' });
      const wrong = await this.check(tx, goal, by);
      if (wrong) return refused(wrong);
      if (id === null) await this.store.insert(tx, goalId, goal, meta.at);
      else if (!(await this.store.update(tx, id, goal))) return refused({ code: 'changed-meanwhile' });
      const { version: _version, ...data } = goal;
      await this.journal.append(tx, `goal-${goalId}`, [{ type: 'GoalSaved', data: { goalId, ...data } }], meta);
      return accepted(goalId);
    });
  }

  remove(id: string, by: Pick<Principal, 'supervised'>, meta: EventMeta): Promise<Outcome<void, GoalRefusal>> {
    return this.database.transaction(async (tx) => {
      const goal = await this.store.find(tx, id, by.supervised);
      if (!goal) return refused({ code: 'goal-not-found' });
      await this.store.remove(tx, id);
      const removed = { type: 'GoalRemoved', data: { goalId: id, name: goal.name } };
      await this.journal.append(tx, `goal-${id}`, [removed], meta);
      return accepted(undefined);
    });
  }

  private async check(tx: Transaction, goal: SaveGoal, by: Pick<Principal, 'supervised'>): Promise<GoalRefusal | null> {
    const wrong = (field: keyof SaveGoal, rule: 'required' | 'exists' | 'after'): GoalRefusal => ({
      code: 'goal-not-valid',
      field,
      rule,
    });
    const { kind, campaignIds, agentIds, period, from, to } = goal;
    if (kind === 'campaign' && campaignIds.length === 0) return wrong('campaignIds', 'required');
    if (kind === 'agent' && agentIds.length === 0) return wrong('agentIds', 'required');
    if (period === 'own' && (from === null || to === null)) return wrong(from === null ? 'from' : 'to', 'required');
    if (from !== null && to !== null && to < from) return wrong('to', 'after');
    if (agentIds.some((agent) => !oversees(by, { users: [agent] }))) return { code: 'not-supervised' };
    const known = await this.store.campaignsInView(tx, campaignIds, by.supervised);
    return known < new Set(campaignIds).size ? wrong('campaignIds', 'exists') : null;
  }

  private async shown(goal: StoredGoal): Promise<Goal> {
    const { id, name, kind, period, from, to, target, campaigns, agents, version } = goal;
    const at = this.clock.now();
    const span = currentSpan(goal, at);
    return {
      ...{ id, name, kind, period, from, to, target, version },
      campaignIds: campaigns.map((each) => each.id),
      agentIds: agents.map((each) => each.id),
      campaigns: campaigns.map((each) => ({ id: each.id, name: each.name })),
      current: {
        from: new Date(span.from).toISOString(),
        to: span.to === null ? null : new Date(span.to).toISOString(),
      },
      progress: await this.progress.of(goal, span, at),
    };
  }
}
