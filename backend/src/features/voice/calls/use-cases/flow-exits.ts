import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { TransferTarget } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { callOfSession, Ivr, IvrTargets, sessionIdOf, surveyFlowId, type IvrLeft } from '../../ivr';
import type { FlowTarget } from '../domain/call-commands';
import type { CallState } from '../domain/call-state';
import { Calls } from './calls';
import { Policies } from './policies';
import { Targets } from './targets';

type Left = IvrLeft['data'];

/** How a call ends that its flow ends. */
const ENDED: FlowTarget = { kind: 'hang-up', outcome: 'self-service', because: 'flow-ended' };
const FAILED = (because: string): FlowTarget => ({ kind: 'hang-up', outcome: 'failed', because: `flow:${because}` });

/** Brings callers where their flow sends them; who cannot go there comes back into the flow, or is told so by the line's end. */
@Injectable()
export class FlowExits implements OnModuleInit {
  private readonly logger = new Logger('calls');

  constructor(
    private readonly calls: Calls,
    private readonly ivr: Ivr,
    private readonly policies: Policies,
    private readonly targets: Targets,
    private readonly kinds: IvrTargets,
  ) {}

  onModuleInit(): void {
    this.kinds.register('voicemail');
    this.kinds.register('callback');
  }

  async left(tx: Transaction, sessionId: string, left: Left, meta: EventMeta): Promise<void> {
    const callId = callOfSession(sessionId);
    const call = await this.calls.load(tx, callId);
    if (call.phase !== 'ivr' || sessionIdOf(callId, call.flow?.session ?? 1) !== sessionId) return;
    const to = await this.resolve(tx, callId, call, left, meta);
    if (to === null) return this.notThere(tx, sessionId, left, meta);
    await this.calls.handle(tx, callId, { type: 'LeaveFlow', to }, meta);
  }

  private async notThere(tx: Transaction, sessionId: string, { returns, to }: Left, meta: EventMeta): Promise<void> {
    const callId = callOfSession(sessionId);
    this.logger.warn(`A flow leads to a ${to.kind} that is not there, in call ${callId}`);
    if (returns) {
      await this.ivr.tell(tx, sessionId, { type: 'Return', because: 'target-unreachable' }, meta);
      return;
    }
    const target: FlowTarget = { kind: 'hang-up', outcome: 'no-answer', because: 'target-unreachable' };
    await this.calls.handle(tx, callId, { type: 'LeaveFlow', to: target }, meta);
  }

  /** Null: it is not there (now). */
  private async resolve(
    tx: Transaction,
    callId: string,
    call: CallState,
    left: Left,
    meta: EventMeta,
  ): Promise<FlowTarget | null> {
    const { to } = left;
    switch (to.kind) {
      case 'hang-up':
        return to.because === 'hang-up' ? ENDED : FAILED(to.because);
      case 'queue':
        return this.queue(tx, left);
      case 'agent':
        return this.person(tx, callId, call, { kind: 'agent', agentId: to.agentId }, left, meta);
      case 'extension':
        return this.person(tx, callId, call, { kind: 'number', number: to.extension }, left, meta);
      case 'number':
        return this.person(tx, callId, call, { kind: 'number', number: to.number }, left, meta);
      case 'survey':
        return { kind: 'flow', flowId: surveyFlowId(to.surveyId, left.language) };
      case 'voicemail':
        return this.voicemail(tx, { callId, byAgentId: null, call }, left, meta);
      case 'callback':
        return this.callback(tx, left);
    }
  }

  /** The queue has to be there; the place is the one that he would take in it now. */
  private async callback(tx: Transaction, { to, language }: Left): Promise<FlowTarget | null> {
    if (to.kind !== 'callback' || !(await this.policies.ofQueue(tx, to.queueId))) return null;
    const { queueId, number } = to;
    return { kind: 'callback', queueId, number, demand: { requirements: [], priority: null, language } };
  }

  private async voicemail(
    tx: Transaction,
    wanted: Parameters<Targets['resolve']>[2],
    { to, language }: Left,
    meta: EventMeta,
  ): Promise<FlowTarget | null> {
    if (to.kind !== 'voicemail') return null;
    const found = await this.targets.resolve(tx, { kind: 'voicemail', boxId: to.boxId }, wanted, meta);
    if (!found.ok || found.value.kind !== 'voicemail') return null;
    const { box } = found.value;
    // What the flow says instead is in the caller's language; the box speaks its own.
    const said = to.prompts.length > 0 ? { ...box, greeting: to.prompts, language } : box;
    return { kind: 'voicemail', box: said };
  }

  private async queue(tx: Transaction, { to, language }: Left): Promise<FlowTarget | null> {
    if (to.kind !== 'queue') return null;
    const policy = await this.policies.ofQueue(tx, to.queueId);
    if (!policy) return null;
    const requirements = to.skills.map((skill) => ({ ...skill, weight: 1 }));
    const { priority, unserved: returns = false } = to;
    return { kind: 'queue', policy, demand: { requirements, priority, language }, returns };
  }

  // eslint-disable-next-line centrala/max-params -- as above
  private async person(
    tx: Transaction,
    callId: string,
    call: CallState,
    target: TransferTarget,
    { to, returns }: Left,
    meta: EventMeta,
  ): Promise<FlowTarget | null> {
    const found = await this.targets.resolve(tx, target, { callId, byAgentId: null, call }, meta);
    if (!found.ok || found.value.kind === 'queue' || found.value.kind === 'voicemail') return null;
    const seconds = 'ringSeconds' in to ? to.ringSeconds : found.value.ring.ringSeconds;
    const ring = { ...found.value.ring, ringSeconds: seconds };
    if (found.value.kind === 'number') return { kind: 'number', ring, returns };
    return { kind: 'agent', offerId: found.value.offerId, party: found.value.party, ring, returns };
  }
}
