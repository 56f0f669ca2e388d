import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Outcome } from '../../../../kernel/outcome';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { CallbackStore } from '../data/callback.store';
import { callbackDecider, type CallbackCommand, type CallbackRefusal, type CallbackState } from '../domain/callback';

/** Timer of the next attempt. */
export const CALLBACK_DUE = 'callbacks.due';
const timerOf = (id: string): string => `${CALLBACK_DUE}:${id}`;

export type CallbackOrder = CallbackCommand extends infer C
  ? C extends CallbackCommand
    ? Omit<C, 'at'>
    : never
  : never;

/** The one way to change a callback: decides, journals, keeps the list and the timer, in the caller's transaction. */
@Injectable()
export class Callbacks {
  constructor(
    private readonly journal: Journal,
    private readonly store: CallbackStore,
    private readonly schedule: Schedule,
  ) {}

  async handle(
    tx: Transaction,
    id: string,
    order: CallbackOrder,
    meta: EventMeta,
  ): Promise<Outcome<{ state: CallbackState; changed: boolean }, CallbackRefusal>> {
    const command = { ...order, at: meta.at } as CallbackCommand;
    const outcome = await this.journal.handle(tx, callbackDecider, id, command, meta);
    if (!outcome.ok) return outcome;
    const { state, events } = outcome.value;
    if (events.length > 0) {
      await this.store.save(tx, id, state);
      if (state.nextAt === null) await this.schedule.cancel(tx, timerOf(id));
      else
        await this.schedule.at(tx, {
          key: timerOf(id),
          due: state.nextAt,
          command: CALLBACK_DUE,
          payload: { callbackId: id },
        });
    }
    return { ok: true, value: { state, changed: events.length > 0 } };
  }

  async load(tx: Transaction, id: string): Promise<CallbackState> {
    return (await this.journal.load(tx, callbackDecider, id)).state;
  }
}
