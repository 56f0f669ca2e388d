import { Inject, Injectable } from '@nestjs/common';
import type { InboundNumber } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import type { Transaction } from '../../../../platform/database';
import { Blacklist } from '../../blacklist';
import { RingPlans, type RingTarget } from '../../pbx';
import { NumberStore } from '../data/number.store';
import type { Arrive } from '../domain/call-commands';
import { Policies } from './policies';

export const e164 = (text: string): string | null => {
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? parsed.value.e164 : null;
};

/** Where a call to one of our numbers goes, and who may not come. */
@Injectable()
export class ArrivalRoutes {
  constructor(
    private readonly numbers: NumberStore,
    private readonly policies: Policies,
    private readonly blacklist: Blacklist,
    private readonly plans: RingPlans,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async find(tx: Transaction, dnis: string, caller: string | null): Promise<Arrive['route']> {
    const at = this.clock.now();
    const blocked = await this.blacklist.check(tx, { number: caller, direction: 'inbound', at });
    if (blocked) return { ok: false, because: 'blacklisted', reason: 'rejected', blocked };
    const dialled = e164(dnis) ?? dnis;
    const ours = await this.numbers.byNumber(tx, dialled);
    if (!ours) return { ok: false, because: 'number-unknown', reason: 'unallocated' };
    if (!ours.active) return { ok: false, because: 'number-inactive', reason: 'unallocated' };
    const { greeting, flowId, queueId } = ours;
    const ownNumber = ours.extent === 'one' ? ours.number : dialled;
    const target = ringTargetOf(ours);
    if (target) return this.toPhones(tx, target, { ownNumber, greeting });
    if (flowId !== null) return { ok: true, ownNumber, policy: this.policies.ofFlow(), greeting, flowId };
    const policy = queueId === null ? null : await this.policies.ofQueue(tx, queueId);
    if (!policy) return { ok: false, because: 'queue-inactive', reason: 'busy' };
    return { ok: true, ownNumber, policy, greeting, flowId: null };
  }

  private async toPhones(
    tx: Transaction,
    target: RingTarget,
    { ownNumber, greeting }: { ownNumber: string; greeting: string | null },
  ): Promise<Arrive['route']> {
    const plan = await this.plans.plan(tx, target);
    if (!plan) return { ok: false, because: 'target-gone', reason: 'unallocated' };
    const ring = { target, name: plan.name, hops: 0 };
    return { ok: true, ownNumber, policy: this.policies.ofPhones(), greeting, flowId: null, ring };
  }
}

const ringTargetOf = ({ ringGroupId, userId }: InboundNumber): RingTarget | null =>
  ringGroupId !== null ? { kind: 'group', id: ringGroupId } : userId !== null ? { kind: 'user', id: userId } : null;
