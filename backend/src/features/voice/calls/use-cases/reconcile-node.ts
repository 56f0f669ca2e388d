import { Injectable, Logger } from '@nestjs/common';
import { bySystem } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Routing } from '../../../work/routing';
import type { LegSnapshot, SwitchEvent } from '../../switch';
import { CallStore } from '../data/call.store';
import { isOfCheck } from '../domain/check-call';
import { Calls } from './calls';
import { callIdOf, ReceiveCall } from './receive-call';
import { ReconcileContext } from './reconcile-context';
import { Supervising } from './supervising';

type Connected = Extract<SwitchEvent, { type: 'SwitchConnected' }>;
type Lost = Extract<SwitchEvent, { type: 'SwitchLost' }>;

/** After every connection: what the switch has is compared with what we have, before anything is sent again. */
@Injectable()
export class ReconcileNode {
  private readonly logger = new Logger('calls');

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly calls: Calls,
    private readonly store: CallStore,
    private readonly arrivals: ReceiveCall,
    private readonly routing: Routing,
    private readonly context: ReconcileContext,
    private readonly supervising: Supervising,
  ) {}

  async connected({ nodeId, switchRunId, how, legs: all }: Connected): Promise<void> {
    const legs = all.filter((leg) => !isOfCheck(leg));
    const restarted = (await this.noteRun(nodeId, switchRunId)) || how === 'restarted';
    const byCall = await this.group(legs);
    const open = await this.store.openOn(this.database.read, nodeId);
    for (const callId of new Set([...open, ...byCall.keys()]))
      await this.reconcile(callId, byCall.get(callId) ?? [], restarted);
    for (const leg of legs) if (leg.callId === null) await this.adopt(leg);
    await this.supervising.reconcile(new Set(legs.map(({ legId }) => legId)));
    await this.resume(nodeId, switchRunId, how, legs.length);
    this.context.gate.open();
  }

  async lost({ nodeId, reason }: Lost): Promise<void> {
    this.context.gate.close();
    const meta = bySystem('switch', `node ${nodeId}`, this.context.now());
    await this.database.transaction(async (tx) => {
      await tx.query('update switch_node set connected = false where node_id = $1', [nodeId]);
      await this.routing.pauseChannel(tx, 'call', true, meta);
      await this.journal.append(tx, `node-${nodeId}`, [{ type: 'SwitchLost', data: { nodeId, reason } }], meta);
    });
  }

  /** Whether the switch has been started anew since we last saw it, also across a restart of our own. */
  private async noteRun(nodeId: string, runId: string): Promise<boolean> {
    const [known] = await this.database.read.query<{ run_id: string | null }[]>(
      'select run_id from switch_node where node_id = $1',
      [nodeId],
    );
    return known !== undefined && known.run_id !== null && known.run_id !== runId;
  }

  private async group(legs: readonly LegSnapshot[]): Promise<Map<string, LegSnapshot[]>> {
    const byCall = new Map<string, LegSnapshot[]>();
    for (const leg of legs) {
      // Ours first: a leg that went on in another call may not have been told of it yet.
      const callId = (await this.store.callOfLeg(this.database.read, leg.legId)) ?? leg.callId;
      if (callId !== null) byCall.set(callId, [...(byCall.get(callId) ?? []), leg]);
    }
    return byCall;
  }

  private async reconcile(callId: string, legs: readonly LegSnapshot[], restarted: boolean): Promise<void> {
    const meta = bySystem('reconciler', callId, this.context.now());
    const outcome = await this.database.transaction((tx) =>
      this.calls.handle(tx, callId, { type: 'Reconcile', legs, restarted }, meta),
    );
    if (outcome.ok && outcome.value.events.length > 0) {
      this.logger.warn(
        `Call ${callId} differed from the switch: ${outcome.value.events.map(({ type }) => type).join(', ')}`,
      );
    }
  }

  /** It arrived while nobody listened and still waits for a first command: it is taken like any other. */
  private async adopt(leg: LegSnapshot): Promise<void> {
    const known = await this.store.callOfLeg(this.database.read, leg.legId);
    if (known === null && leg.direction === 'inbound' && leg.place === 'parked') {
      this.logger.log(`Leg ${leg.legId} arrived unseen: call ${callIdOf(leg.legId)}`);
      await this.arrivals.receive(leg);
    }
  }

  private async resume(nodeId: string, runId: string, how: Connected['how'], legs: number): Promise<void> {
    const meta = bySystem('switch', `node ${nodeId}`, this.context.now());
    await this.database.transaction(async (tx) => {
      await tx.query(
        `insert into switch_node (node_id, run_id, connected) values ($1, $2, true)
         on conflict (node_id) do update set run_id = excluded.run_id, connected = true`,
        [nodeId, runId],
      );
      await this.routing.pauseChannel(tx, 'call', false, meta);
      await this.journal.append(tx, `node-${nodeId}`, [{ type: 'SwitchConnected', data: { nodeId, how, legs } }], meta);
    });
  }
}
