import { Injectable } from '@nestjs/common';
import type { CallOutcome } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import type { Transaction } from '../../../../platform/database';
import { LicensingService } from '../../../house/licensing';
import type { CallCallbackAccepted } from '../../calls';
import { CallbackStore } from '../data/callback.store';
import type { CallbackRequest } from '../domain/callback-events';
import { failedContact } from '../domain/failed-contact';
import { nextTime } from '../domain/next-time';
import { callbackIdOf } from './callback-ids';
import { Callbacks } from './callbacks';

const MINUTE_MS = 60_000;
/** What a queue does that has no rule (any more) but has promised a callback. */
const PROMISED = { attempts: 3, intervalMinutes: 15, from: '08:00', to: '20:00' } as const;

export interface Ended {
  readonly outcome: CallOutcome;
  readonly because: string;
  readonly answered: boolean;
  readonly waitMs: number;
}

/** Makes callbacks: asked for by callers, or by a queue's rule after a failed contact. One open for a number and queue, ever. */
@Injectable()
export class RequestCallback {
  constructor(
    private readonly callbacks: Callbacks,
    private readonly store: CallbackStore,
    private readonly licensing: LicensingService,
  ) {}

  /** The caller wants it: at once, and with the place that he had. */
  async promised(tx: Transaction, callId: string, given: CallCallbackAccepted['data'], meta: EventMeta): Promise<void> {
    const found = await this.store.ruleOf(tx, given.queueId);
    const rule = found?.rule ?? PROMISED;
    const { queueId, number, queuedAt, contactId, ownNumber, demand, from: origin } = given;
    const request: CallbackRequest = {
      ...{ queueId, number, queuedAt, contactId, ownNumber, demand, origin },
      failed: null,
      fromCallId: callId,
      attempts: rule.attempts,
      intervalMs: rule.intervalMinutes * MINUTE_MS,
    };
    const nextAt = nextTime(rule, found?.hours ?? null, meta.at) ?? meta.at;
    await this.request(tx, request, nextAt, meta);
  }

  /** A call that came in is over: was it a failed contact that the queue's rule calls back? */
  async afterCall(tx: Transaction, callId: string, ended: Ended, meta: EventMeta): Promise<void> {
    const call = await this.store.call(tx, callId);
    if (call?.direction !== 'inbound' || call.number === null || !parsePhoneNumber(call.number).ok) return;
    const failed = failedContact({ ...ended, queueId: call.queue_id });
    const queueId = failed === 'abandoned-flow' ? await this.store.queueOfFlow(tx, callId) : call.queue_id;
    const found = failed && queueId !== null ? await this.store.ruleOf(tx, queueId) : null;
    if (!failed || queueId === null || !found?.rule.automatic.includes(failed)) return;
    if (failed === 'abandoned' && ended.waitMs < found.rule.minimumWaitSeconds * 1000) return;
    if (!(await this.licensing.has('automatic-callbacks'))) return;
    const { attempts, intervalMinutes } = found.rule;
    const intervalMs = intervalMinutes * MINUTE_MS;
    const request: CallbackRequest = {
      ...{ queueId, number: call.number, contactId: call.contact_id, ownNumber: call.own_number, failed, attempts },
      ...{ intervalMs, origin: 'automatic', fromCallId: callId, demand: null },
      queuedAt: call.queued_at?.getTime() ?? meta.at,
    };
    const nextAt = nextTime(found.rule, found.hours, meta.at + intervalMs);
    if (nextAt !== null) await this.request(tx, request, nextAt, meta);
  }

  /** An open one of the same number and queue stays as it is: it is older, so its place is the better one. */
  private async request(tx: Transaction, request: CallbackRequest, nextAt: number, meta: EventMeta): Promise<void> {
    await this.store.lock(tx, request.number);
    const [open] = await this.store.openOf(tx, request.number, request.queueId);
    if (open !== undefined) {
      // Who asks for it now does not wait for the next attempt of the one that is there.
      if (request.origin !== 'automatic')
        await this.callbacks.handle(tx, open, { type: 'Reschedule', nextAt, because: 'now' }, meta);
      return;
    }
    const id = callbackIdOf(request.fromCallId ?? '', request.queueId);
    await this.callbacks.handle(tx, id, { type: 'Request', request, nextAt }, meta);
  }
}
