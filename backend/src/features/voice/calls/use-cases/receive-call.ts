import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { parsePhoneNumber } from '../../../../kernel/phone-number';
import { Database, type Transaction } from '../../../../platform/database';
import { ContactStore } from '../../../customers/records';
import { Blacklist } from '../../blacklist';
import type { LegArrived } from '../../switch';
import { OutboundTrunks } from '../../trunks';
import { NumberStore } from '../data/number.store';
import type { Arrive } from '../domain/call-commands';
import { Calls, type CallOrder } from './calls';
import { namedId } from './named-id';
import { Policies } from './policies';

/** The call of an arriving leg: derived, so that the same arrival told twice is one call. */
export const callIdOf = (legId: string): string => namedId(`call of ${legId}`);

const e164 = (text: string): string | null => {
  const parsed = parsePhoneNumber(text);
  return parsed.ok ? parsed.value.e164 : null;
};

/** A leg came in: whose number was dialled, who calls, under which rules. */
@Injectable()
export class ReceiveCall {
  constructor(
    private readonly database: Database,
    private readonly calls: Calls,
    private readonly numbers: NumberStore,
    private readonly policies: Policies,
    private readonly contacts: ContactStore,
    private readonly blacklist: Blacklist,
    private readonly trunks: OutboundTrunks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async receive(event: Pick<LegArrived, 'nodeId' | 'legId' | 'ani' | 'dnis' | 'trunk' | 'displayName'>): Promise<void> {
    const callId = callIdOf(event.legId);
    const meta = bySystem('switch', callId, this.clock.now());
    await this.database.transaction(async (tx) => {
      await this.calls.handle(tx, callId, await this.arrival(tx, event), meta);
    });
  }

  private async arrival(tx: Transaction, event: Parameters<ReceiveCall['receive']>[0]): Promise<CallOrder> {
    const { nodeId, legId, ani, dnis, trunk, displayName } = event;
    const number = e164(ani) ?? (ani === '' ? null : ani);
    const contact = number === null ? null : await this.contacts.byPhone(tx, number);
    const name = displayName === '' || displayName === ani ? null : displayName;
    return {
      type: 'Arrive',
      nodeId,
      legId,
      ani,
      number,
      displayName: name,
      dnis,
      trunk,
      contact,
      route: await this.byTrunk(tx, event, await this.route(tx, dnis, number)),
    };
  }

  /** A call that could be taken takes a channel of its trunk, unless the trunk may not bring it. */
  private async byTrunk(
    tx: Transaction,
    { nodeId, legId, dnis, trunk }: Parameters<ReceiveCall['receive']>[0],
    route: Arrive['route'],
  ): Promise<Arrive['route']> {
    if (!route.ok) return route;
    const call = { callId: callIdOf(legId), legId, nodeId, trunk, dnis: e164(dnis) ?? dnis, at: this.clock.now() };
    const because = await this.trunks.arrive(tx, call);
    if (because === null) return route;
    return { ok: false, because, reason: because.endsWith('full') ? 'congestion' : 'unallocated' };
  }

  private async route(tx: Transaction, dnis: string, caller: string | null): Promise<Arrive['route']> {
    const at = this.clock.now();
    const blocked = await this.blacklist.check(tx, { number: caller, direction: 'inbound', at });
    if (blocked) return { ok: false, because: 'blacklisted', reason: 'rejected', blocked };
    const dialled = e164(dnis) ?? dnis;
    const ours = await this.numbers.byNumber(tx, dialled);
    if (!ours) return { ok: false, because: 'number-unknown', reason: 'unallocated' };
    if (!ours.active) return { ok: false, because: 'number-inactive', reason: 'unallocated' };
    const { greeting, flowId, queueId } = ours;
    const ownNumber = ours.extent === 'one' ? ours.number : dialled;
    if (flowId !== null) return { ok: true, ownNumber, policy: this.policies.ofFlow(), greeting, flowId };
    const policy = queueId === null ? null : await this.policies.ofQueue(tx, queueId);
    if (!policy) return { ok: false, because: 'queue-inactive', reason: 'busy' };
    return { ok: true, ownNumber, policy, greeting, flowId: null };
  }
}
