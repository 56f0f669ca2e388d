import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { TransferTarget } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Ivr } from '../../ivr';
import { OverflowTargets, type WorkEvent } from '../../../work/routing';
import type { OverflowTo } from '../domain/call-commands';
import type { CallState } from '../domain/call-state';
import { Calls, type CallOrder } from './calls';
import { Targets } from './targets';

type Overflowed = Extract<WorkEvent, { type: 'WorkOverflowed' }>['data'];

/** Brings callers who overflow where the rule says; whom that place does not take comes back into his queue, with the reason. */
@Injectable()
export class CallOverflows implements OnModuleInit {
  private readonly logger = new Logger('calls');

  constructor(
    private readonly calls: Calls,
    private readonly kinds: OverflowTargets,
    private readonly targets: Targets,
    private readonly ivr: Ivr,
  ) {}

  onModuleInit(): void {
    this.kinds.register('number');
    this.kinds.register('voicemail', (tx, to) => this.targets.hasBox(tx, to.kind === 'voicemail' ? to.boxId : ''));
    this.kinds.register('hang-up');
    this.kinds.register('flow', (tx, to) => this.ivr.isLive(tx, to.kind === 'flow' ? to.flowId : ''));
  }

  async demandOf(
    tx: Transaction,
    { subjectId: callId, workId, rule: { to: target } }: Overflowed,
    meta: EventMeta,
  ): Promise<{ callId: string; order: CallOrder }[]> {
    const call = await this.calls.load(tx, callId);
    // Whoever is gone meanwhile takes no trunk's channel and reserves nobody.
    if (call.phase !== 'queued' || call.stay?.workId !== workId) return [];
    const to = await this.resolve(tx, { callId, call, target }, meta);
    if (to.kind === 'nowhere') this.logger.warn(`An overflow leads to a ${target.kind} that refuses: ${to.reason}`);
    return [{ callId, order: { type: 'Overflow', workId, to } }];
  }

  private async resolve(
    tx: Transaction,
    { callId, call, target }: { callId: string; call: CallState; target: Overflowed['rule']['to'] },
    meta: EventMeta,
  ): Promise<OverflowTo> {
    if (call.flow?.returns) return { kind: 'back' };
    switch (target.kind) {
      case 'queue':
      case 'number':
      case 'voicemail':
        return this.somebody(tx, { callId, call, target }, meta);
      case 'hang-up':
        return { kind: 'hang-up', message: target.message };
      case 'flow':
        if (await this.ivr.isLive(tx, target.flowId)) return { kind: 'flow', flowId: target.flowId };
        return { kind: 'nowhere', target, reason: 'target-unavailable' };
    }
  }

  private async somebody(
    tx: Transaction,
    { callId, call, target }: { callId: string; call: CallState; target: Exclude<TransferTarget, { kind: 'agent' }> },
    meta: EventMeta,
  ): Promise<OverflowTo> {
    const found = await this.targets.resolve(tx, target, { callId, byAgentId: null, call }, meta);
    if (!found.ok) return { kind: 'nowhere', target, reason: found.refusal.code };
    const { value } = found;
    switch (value.kind) {
      case 'queue':
        return { kind: 'queue', policy: value.policy };
      case 'number':
        return { kind: 'number', ring: value.ring };
      case 'voicemail':
        return { kind: 'voicemail', box: value.box };
      case 'agent':
        return { kind: 'agent', offerId: value.offerId, party: value.party, ring: value.ring };
    }
  }
}
