import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database, type Transaction } from '../../../../platform/database';
import { ContactStore } from '../../../customers/records';
import type { LegArrived } from '../../switch';
import { OutboundTrunks } from '../../trunks';
import type { Arrive } from '../domain/call-commands';
import { ArrivalRoutes, e164 } from './arrival-routes';
import { Calls, type CallOrder } from './calls';
import { namedId } from './named-id';
import { PhoneCalls } from './phone-calls';

/** The call of an arriving leg: derived, so that the same arrival told twice is one call. */
export const callIdOf = (legId: string): string => namedId(`call of ${legId}`);

/** A leg came in: whose number was dialled, who calls, under which rules. */
@Injectable()
export class ReceiveCall {
  constructor(
    private readonly database: Database,
    private readonly calls: Calls,
    private readonly routes: ArrivalRoutes,
    private readonly contacts: ContactStore,
    private readonly trunks: OutboundTrunks,
    private readonly phones: PhoneCalls,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async receive(
    event: Pick<LegArrived, 'nodeId' | 'legId' | 'ani' | 'dnis' | 'trunk' | 'displayName' | 'extension'>,
  ): Promise<void> {
    const callId = callIdOf(event.legId);
    const meta = bySystem('switch', callId, this.clock.now());
    if (event.extension !== null) return this.phones.receive({ ...event, callId, extension: event.extension }, meta);
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
      route: await this.byTrunk(tx, event, await this.routes.find(tx, dnis, number)),
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
}
