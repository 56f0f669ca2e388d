import { Inject, Injectable } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta, RecordedEvent } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { OutboundTrunks } from '../../trunks';
import { CallStore } from '../data/call.store';
import { callDecider } from '../domain/call';
import type { CallCommand, CallRefusal } from '../domain/call-commands';
import type { CallEvent, CallPassedToSurvey } from '../domain/call-events';
import type { CallState } from '../domain/call-state';
import { CALL_TIMER, timersOf, type TimerChange } from '../domain/call-timers';

export type CallOrder = CallCommand extends infer C
  ? C extends CallCommand
    ? Omit<C, 'at' | 'freshId'>
    : never
  : never;

export type CallOutcomeOf = Outcome<{ state: CallState; events: RecordedEvent<CallEvent>[] }, CallRefusal>;

/** The one way to change a call: decides, journals, keeps the view and the timers, in the caller's transaction. */
@Injectable()
export class Calls {
  constructor(
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly store: CallStore,
    private readonly trunks: OutboundTrunks,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async handle(tx: Transaction, callId: string, order: CallOrder, meta: EventMeta): Promise<CallOutcomeOf> {
    const command = { ...order, at: meta.at, freshId: this.ids.next() } as CallCommand;
    const outcome = await this.journal.handle(tx, callDecider, callId, command, meta);
    if (!outcome.ok || outcome.value.events.length === 0) return outcome;
    const { state, events } = outcome.value;
    await this.store.save(tx, callId, state, events);
    for (const { type, data } of events)
      if (type === 'CallPassedToSurvey') await this.passOn(tx, callId, state, data as CallPassedToSurvey['data'], meta);
    if (events.some(({ type }) => type === 'CallHungUp')) await this.trunks.release(tx, { callId });
    const changes = events.flatMap(({ type, data }) => timersOf(callId, { type, data } as CallEvent));
    await this.setTimers(tx, callId, changes);
    return outcome;
  }

  /** In the same transaction, so that the line never belongs to nobody. */

  private async passOn(
    tx: Transaction,
    of: string,
    state: CallState,
    { surveyCallId, flowId, legId, nodeId }: CallPassedToSurvey['data'],
    meta: EventMeta,
  ): Promise<void> {
    const { number, ownNumber, contact, shown, direction } = state;
    const { displayName } = shown;
    const line = { nodeId, legId, direction: direction === 'inbound' ? direction : 'outbound', trunk: null } as const;
    await this.trunks.hand(tx, legId, surveyCallId);
    const asked = { of, flowId, number, displayName, ownNumber, contact };
    await this.handle(tx, surveyCallId, { type: 'TakeOver', ...line, ...asked }, meta);
  }

  async load(tx: Transaction, callId: string): Promise<CallState> {
    return (await this.journal.load(tx, callDecider, callId)).state;
  }

  async setTimers(tx: Transaction, callId: string, changes: readonly TimerChange[]): Promise<void> {
    // The last word about a timer is what counts.
    const last = new Map(changes.map((change) => ['set' in change ? change.set : change.cancel, change]));
    await this.schedule.cancel(
      tx,
      ...[...last.values()].flatMap((change) => ('cancel' in change ? change.cancel : [])),
    );
    for (const change of last.values()) {
      if (!('set' in change)) continue;
      const { set: key, due, order } = change;
      await this.schedule.at(tx, { key, due, command: CALL_TIMER, payload: { callId, order } });
    }
  }
}
