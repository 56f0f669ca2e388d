import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { config } from '../../../../platform/config';
import type { Transaction } from '../../../../platform/database';
import { OverflowTargets, type WorkEvent } from '../../../work/routing';
import { callsArea } from '../calls.config';
import { Calls, type CallOrder } from './calls';
import { Policies } from './policies';

type Overflowed = Extract<WorkEvent, { type: 'WorkOverflowed' }>['data'];

/** Brings callers who overflow where the rule says. */
@Injectable()
export class CallOverflows implements OnModuleInit {
  constructor(
    private readonly calls: Calls,
    private readonly policies: Policies,
    private readonly targets: OverflowTargets,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.targets.register('number');
    this.targets.register('hang-up');
  }

  async demandOf(tx: Transaction, overflowed: Overflowed): Promise<{ callId: string; order: CallOrder }[]> {
    const { subjectId: callId, workId } = overflowed;
    const to = await this.resolve(tx, overflowed);
    return to ? [{ callId, order: { type: 'Overflow', workId, to } }] : [];
  }

  private async resolve(
    tx: Transaction,
    { rule: { to }, subjectId }: Overflowed,
  ): Promise<Extract<CallOrder, { type: 'Overflow' }>['to'] | null> {
    const call = await this.calls.load(tx, subjectId);
    switch (to.kind) {
      case 'queue':
        return { kind: 'queue', policy: (await this.policies.ofOverflow(tx, to.queueId)) ?? call.policy };
      case 'number': {
        const { trunk, ringSeconds, outboundNumber } = config(callsArea);
        const parsed = parsePhoneNumber(to.number);
        const party = { kind: 'number', number: parsed.ok ? parsed.value.e164 : to.number } as const;
        const callerId = { number: call.ownNumber ?? outboundNumber };
        return { kind: 'number', ring: { legId: this.ids.next(), party, trunk, callerId, ringSeconds } };
      }
      case 'hang-up':
        return { kind: 'hang-up', message: to.message };
      case 'flow':
      case 'voicemail':
        return null;
    }
  }
}
