import { Inject, Injectable } from '@nestjs/common';
import type { SupervisionMode } from '#contracts';
import { bySystem } from '../../../../kernel/event-meta';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Agents, hasCall } from '../../../work/agents';
import type { LegEvent } from '../../switch';
import { Directory } from '../data/directory.store';
import { SupervisionStore } from '../data/supervision.store';
import { isOver } from '../domain/call-state';
import { supervisionDecider, type SupervisionCommand, type SupervisionRefusal } from '../domain/supervision';
import { Calls } from './calls';

type Order = SupervisionCommand extends infer C ? (C extends SupervisionCommand ? Omit<C, 'at'> : never) : never;

/**
 * - `nobody-to-hear`: the call is over, or no agent is in it
 * - `own-call`: a supervisor does not listen to himself
 * - `agent-busy`: the supervisor is in a call, or listens to another one
 * - `agent-phone-unregistered`, `extension-missing`: he has no phone to listen with
 */
export type SuperviseRefusal =
  | SupervisionRefusal
  | Refusal<'nobody-to-hear' | 'own-call' | 'agent-busy' | 'agent-phone-unregistered' | 'extension-missing'>;

/** A supervisor joins a conversation by his own phone: start, mode, end, each decided, journalled and kept in the caller's name. */
@Injectable()
export class Supervising {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: SupervisionStore,
    private readonly agents: Agents,
    private readonly calls: Calls,
    private readonly directory: Directory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  start(
    { callId, supervisorId, mode }: { callId: string; supervisorId: string; mode: SupervisionMode },
    meta: EventMeta,
  ): Promise<Outcome<{ supervisionId: string }, SuperviseRefusal>> {
    return this.database.transaction(async (tx) => {
      const free = await this.freeToListen(tx, supervisorId, meta);
      if (!free.ok) return free;
      const call = await this.calls.load(tx, callId);
      if (isOver(call) || call.agent?.stage !== 'up') return refused({ code: 'nobody-to-hear' });
      if (call.agent.agentId === supervisorId) return refused({ code: 'own-call' });
      const listener = {
        supervisionId: this.ids.next(),
        supervisorId,
        agentId: call.agent.agentId,
        extension: free.value.extension,
        nodeId: call.nodeId,
        legId: this.ids.next(),
        targetLegId: call.agent.legId,
      };
      const started = await this.handle(tx, callId, { type: 'Start', listener, mode }, meta);
      return started.ok ? accepted({ supervisionId: listener.supervisionId }) : started;
    });
  }

  order(callId: string, order: Order, meta: EventMeta): Promise<Outcome<void, SupervisionRefusal>> {
    return this.database.transaction((tx) => this.handle(tx, callId, order, meta));
  }

  /** Whether this line of a supervisor is still to be rung: commands may be sent late, after the switch was away. */
  async isWanted(callId: string, legId: string): Promise<boolean> {
    const { state } = await this.journal.load(this.database.read, supervisionDecider, callId);
    return state.current?.legId === legId;
  }

  /** What the switch tells of a line that belongs to no call: a supervisor's, or nobody's of ours. */
  async hear(event: LegEvent): Promise<void> {
    const order = reportOf(event);
    if (!order) return;
    await this.database.transaction(async (tx) => {
      const callId = await this.store.callOfLeg(tx, event.legId);
      if (callId) await this.handle(tx, callId, order, bySystem('switch', callId, this.clock.now()));
    });
  }

  /** After a connection: lines that the switch does not have any more have ended unheard. */
  async reconcile(alive: ReadonlySet<string>): Promise<void> {
    for (const { callId, legId } of await this.store.openLegs(this.database.read)) {
      if (alive.has(legId)) continue;
      const meta = bySystem('reconciler', callId, this.clock.now());
      await this.order(callId, { type: 'NoteEnded', legId, byHim: false }, meta);
    }
  }

  /** Who listens takes no work meanwhile: a ready supervisor becomes not ready, as if he did office work. */
  private async freeToListen(
    tx: Transaction,
    supervisorId: string,
    meta: EventMeta,
  ): Promise<Outcome<{ extension: string }, SuperviseRefusal>> {
    const person = await this.directory.person(tx, { id: supervisorId });
    if (!person) return refused({ code: 'extension-missing' });
    const own = await this.agents.load(tx, supervisorId);
    if (own.phone === 'unregistered') return refused({ code: 'agent-phone-unregistered' });
    if (hasCall(own) || (await this.store.isSupervising(tx, supervisorId))) return refused({ code: 'agent-busy' });
    if (own.availability.kind === 'ready') {
      const order = { type: 'RequestStatus', status: 'not-ready', reason: 'back-office', note: null } as const;
      await this.agents.handle(tx, supervisorId, order, meta);
    }
    return accepted({ extension: person.extension });
  }

  private async handle(
    tx: Transaction,
    callId: string,
    order: Order,
    meta: EventMeta,
  ): Promise<Outcome<void, SupervisionRefusal>> {
    const command = { ...order, at: meta.at } as SupervisionCommand;
    const outcome = await this.journal.handle(tx, supervisionDecider, callId, command, meta);
    if (!outcome.ok) return outcome;
    for (const event of outcome.value.events) await this.store.follow(tx, callId, event);
    return accepted(undefined);
  }
}

function reportOf(event: LegEvent): Order | null {
  const { legId } = event;
  switch (event.type) {
    case 'LegProgress':
      return { type: 'NoteRinging', legId };
    case 'LegAnswered':
      return { type: 'NoteAnswered', legId };
    case 'LegEnded':
      return { type: 'NoteEnded', legId, byHim: event.endedBy === 'far' };
    case 'CommandFailed':
      return event.command === 'SuperviseLeg' ? { type: 'NoteEnded', legId, byHim: false } : null;
    default:
      return null;
  }
}
