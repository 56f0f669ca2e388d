import { Injectable } from '@nestjs/common';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { AgentViewStore } from '../data/agent-view.store';
import { StretchStore } from '../data/stretch.store';
import { agentDecider } from '../domain/agent';
import type { AgentCommand, AgentRefusal } from '../domain/agent-commands';
import type { AgentEvent, AgentStatusChanged } from '../domain/agent-events';
import { heldBreak, type AgentState } from '../domain/agent-state';

type WithoutTime = AgentCommand extends infer C ? (C extends AgentCommand ? Omit<C, 'at'> : never) : never;
export type AgentOrder = WithoutTime;

export const WRAP_UP_ELAPSED = 'agents.wrap-up-elapsed';
export const BREAK_LIMIT_ELAPSED = 'agents.break-limit-elapsed';
const breakKey = (breakId: string): string => `break-limit:${breakId}`;
const wrapUpKey = (workId: string): string => `wrap-up:${workId}`;

/** The one way to change an agent's presence: decides, journals, keeps the view and the wrap-up timer, in the caller's transaction. */
@Injectable()
export class Agents {
  constructor(
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly views: AgentViewStore,
    private readonly stretches: StretchStore,
  ) {}

  /** Agents' streams come before all others: in a transaction over several things, handle agents first, sorted by id. */
  async handle(
    tx: Transaction,
    agentId: string,
    order: AgentOrder,
    meta: EventMeta,
  ): Promise<Outcome<{ state: AgentState; events: RecordedEvent<AgentEvent>[] }, AgentRefusal>> {
    const outcome = await this.journal.handle(tx, agentDecider, agentId, { ...order, at: meta.at }, meta);
    if (!outcome.ok) return outcome;
    const { state, events } = outcome.value;
    await this.views.save(tx, agentId, state, events);
    for (const { type, data, position } of events) {
      const event = { type, data } as AgentEvent;
      if (event.type === 'AgentStatusChanged')
        await this.statusChanged(tx, agentId, { position, ...event.data }, state);
      else await this.setTimers(tx, agentId, event);
    }
    return outcome;
  }

  async load(tx: Transaction, agentId: string): Promise<AgentState> {
    return (await this.journal.load(tx, agentDecider, agentId)).state;
  }

  /** Keeps the stretch that is over, and watches the limit of the break that begins or goes on. */
  private async statusChanged(
    tx: Transaction,
    agentId: string,
    { position, ...change }: AgentStatusChanged['data'] & { position: number },
    state: AgentState,
  ): Promise<void> {
    await this.stretches.add(tx, agentId, position, change);
    if (change.fromBreak) await this.schedule.cancel(tx, breakKey(change.fromBreak));
    const held = heldBreak(state);
    if (!held || held.limitMs === null || change.toBreak !== held.breakId) return;
    const due = change.at + Math.max(0, held.limitMs - held.spentMs);
    const payload = { agentId, breakId: held.breakId };
    await this.schedule.at(tx, { key: breakKey(held.breakId), due, command: BREAK_LIMIT_ELAPSED, payload });
  }

  private async setTimers(tx: Transaction, agentId: string, event: AgentEvent): Promise<void> {
    if (event.type === 'AgentWrapUpStarted' || event.type === 'AgentWrapUpOverdue') {
      const { workId, until } = event.data;
      if (until === undefined) return;
      await this.schedule.at(tx, {
        key: wrapUpKey(workId),
        due: until,
        command: WRAP_UP_ELAPSED,
        payload: { agentId, workId },
      });
    }
    if (event.type === 'AgentWorkEnded') await this.schedule.cancel(tx, wrapUpKey(event.data.workId));
  }
}
