import { Inject, Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { ContactStore } from '../../../customers/records';
import { SWITCH, type Switch } from '../../switch';
import type { QueueCallback } from '../domain/call-commands';
import { Calls } from './calls';
import { Policies } from './policies';
import { Targets } from './targets';

/** Somebody to be called back, as the callbacks feature knows him. */
export interface CallbackAttempt extends Pick<
  QueueCallback,
  'callbackId' | 'number' | 'ownNumber' | 'queuedAt' | 'demand'
> {
  readonly callId: string;
  readonly queueId: string;
}

/** Attempts of callbacks as calls: in the queue first, dialled when an agent has taken them. */
@Injectable()
export class CallbackCalls {
  constructor(
    private readonly calls: Calls,
    private readonly policies: Policies,
    private readonly contacts: ContactStore,
    private readonly targets: Targets,
    @Inject(SWITCH) private readonly port: Switch,
  ) {}

  /** False: the queue is not there (any more). The same attempt again does nothing. */
  async queue(tx: Transaction, { callId, queueId, ...attempt }: CallbackAttempt, meta: EventMeta): Promise<boolean> {
    const policy = await this.policies.ofQueue(tx, queueId);
    if (!policy) return false;
    const contact = await this.contacts.byPhone(tx, attempt.number);
    const order = { type: 'QueueCallback', nodeId: this.port.nodeId, contact, policy, ...attempt } as const;
    await this.calls.handle(tx, callId, order, { ...meta, correlation: callId });
    return true;
  }

  /** Once an agent has it, it goes on. */
  async callOff(tx: Transaction, callId: string, because: string, meta: EventMeta): Promise<void> {
    await this.calls.handle(tx, callId, { type: 'CallOff', because }, meta);
  }

  /** The agent is there: by which trunk, and may he be called at all. */
  async dial(tx: Transaction, callId: string, agentId: string, meta: EventMeta): Promise<void> {
    const call = await this.calls.load(tx, callId);
    if (call.phase !== 'dialing' || call.far || call.number === null) return;
    const target = { kind: 'number', number: call.number } as const;
    const found = await this.targets.resolve(tx, target, { callId, byAgentId: agentId, call }, meta);
    const to =
      found.ok && found.value.kind === 'number'
        ? ({ ok: true, ring: found.value.ring } as const)
        : ({ ok: false, because: found.ok ? 'number-not-valid' : found.refusal.code } as const);
    await this.calls.handle(tx, callId, { type: 'DialBack', to }, meta);
  }
}
