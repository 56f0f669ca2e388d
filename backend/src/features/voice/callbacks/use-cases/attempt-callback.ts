import { Injectable } from '@nestjs/common';
import type { CallOutcome } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { CallbackCalls } from '../../calls';
import { CallbackStore } from '../data/callback.store';
import { attemptResult } from '../domain/attempt-result';
import { callingOf, type CallbackRefusal } from '../domain/callback';
import { nextTime } from '../domain/next-time';
import { attemptIdOf } from './callback-ids';
import { Callbacks } from './callbacks';

const MINUTE_MS = 60_000;
/** Without a rule of the queue's: whoever was promised a callback gets it in the daytime. */
const DAYTIME = { from: '08:00', to: '20:00' } as const;

/** Attempts of callbacks: begun when their time has come, ended by what became of their calls. */
@Injectable()
export class AttemptCallback {
  constructor(
    private readonly callbacks: Callbacks,
    private readonly store: CallbackStore,
    private readonly calls: CallbackCalls,
    private readonly database: Database,
  ) {}

  due(id: string, meta: EventMeta): Promise<void> {
    return this.database.transaction(async (tx) => {
      const state = await this.callbacks.load(tx, id);
      if (state.phase !== 'waiting' || state.nextAt === null || state.nextAt > meta.at) return;
      const { number, queueId, queuedAt, ownNumber, demand } = state;
      const time = await this.timeIn(tx, queueId, meta.at);
      if (time !== null && time > meta.at) return this.later(tx, id, { nextAt: time, because: 'hours' }, meta);
      if (await this.store.onTheLine(tx, number))
        return this.later(tx, id, { nextAt: meta.at + MINUTE_MS, because: 'on-the-line' }, meta);
      const callId = attemptIdOf(id, state.tries.length);
      const begun = await this.callbacks.handle(tx, id, { type: 'StartAttempt', callId }, meta);
      if (!begun.ok || !begun.value.changed) return;
      const attempt = { callId, callbackId: id, number, queueId, ownNumber, queuedAt, demand };
      if (await this.calls.queue(tx, attempt, meta)) return;
      await this.callbacks.handle(tx, id, { type: 'Close', ending: 'queue-gone', callId: null }, meta);
    });
  }

  /** The next attempt stands in the queue at once; nobody is called at night, nor for a queue that is closed. */
  async now(
    tx: Transaction,
    id: string,
    meta: EventMeta,
  ): Promise<Outcome<unknown, CallbackRefusal | Refusal<'callback-outside-times'>>> {
    const { queueId } = await this.callbacks.load(tx, id);
    if ((await this.timeIn(tx, queueId, meta.at)) !== meta.at) return refused({ code: 'callback-outside-times' });
    return this.callbacks.handle(tx, id, { type: 'Reschedule', nextAt: meta.at, because: 'now' }, meta);
  }

  private async timeIn(tx: Transaction, queueId: string, at: Instant): Promise<Instant | null> {
    const found = await this.store.ruleOf(tx, queueId);
    return nextTime(found?.rule ?? DAYTIME, found?.hours ?? null, at);
  }

  /** The call of an attempt is over, or has reached him. */
  async over(
    tx: Transaction,
    of: { callbackId: string; callId: string },
    call: { outcome: CallOutcome; because: string; answered: boolean },
    meta: EventMeta,
  ): Promise<void> {
    const order = { type: 'NoteAttempt', callId: of.callId, result: attemptResult(call) } as const;
    await this.callbacks.handle(tx, of.callbackId, order, meta);
  }

  /** The customer and we have talked: no callback is needed where he got through, and none at all when we called him. */
  async talked(tx: Transaction, callId: string, meta: EventMeta): Promise<void> {
    const call = await this.store.call(tx, callId);
    if (!call || call.number === null || call.direction === 'internal') return;
    if (call.callback_id !== null)
      await this.over(
        tx,
        { callbackId: call.callback_id, callId },
        { outcome: 'answered', because: '', answered: true },
        meta,
      );
    await this.store.lock(tx, call.number);
    const queueId = call.direction === 'inbound' ? call.queue_id : null;
    if (call.direction === 'inbound' && queueId === null) return;
    for (const id of await this.store.openOf(tx, call.number, queueId))
      await this.close(tx, id, 'got-through', callId, meta);
  }

  /** False: it is closed already. An attempt that nobody has taken yet is called off. */
  async close(
    tx: Transaction,
    id: string,
    ending: 'cancelled' | 'got-through',
    callId: string | null,
    meta: EventMeta,
  ): Promise<boolean> {
    const calling = callingOf(await this.callbacks.load(tx, id));
    const outcome = await this.callbacks.handle(tx, id, { type: 'Close', ending, callId }, meta);
    if (!outcome.ok) return false;
    if (calling !== null && calling !== callId) await this.calls.callOff(tx, calling, `callback:${ending}`, meta);
    return true;
  }

  private async later(
    tx: Transaction,
    id: string,
    when: { nextAt: number; because: 'hours' | 'on-the-line' },
    meta: EventMeta,
  ): Promise<void> {
    await this.callbacks.handle(tx, id, { type: 'Reschedule', ...when }, meta);
  }
}
