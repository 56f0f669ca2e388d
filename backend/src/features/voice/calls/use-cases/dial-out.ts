import { Inject, Injectable } from '@nestjs/common';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Agents, type AgentRefusal } from '../../../work/agents';
import { SWITCH, type Switch } from '../../switch';
import { callsArea } from '../calls.config';
import { Directory } from '../data/directory.store';
import { CallRefused } from './call-refused';
import { Calls } from './calls';
import { DialDestinations, type Destination, type Person } from './dial-destinations';
import type { TargetRefusal } from './targets';

export type DialRefusal = TargetRefusal | Refusal<'extension-missing' | 'contact-not-found'>;

interface Wish {
  readonly agentId: string;
  readonly number: string;
  readonly contactId: string | undefined;
  /** His phone called us, and is on the line. */
  readonly arrived?: { readonly callId: string; readonly legId: string };
}

/** An agent dials: a colleague's extension, or an outside number through the trunk. */
@Injectable()
export class DialOut {
  constructor(
    private readonly database: Database,
    private readonly calls: Calls,
    private readonly agents: Agents,
    private readonly directory: Directory,
    private readonly dialling: DialDestinations,
    @Inject(SWITCH) private readonly port: Switch,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async dial(wish: Wish, meta: EventMeta): Promise<Outcome<{ callId: string }, DialRefusal>> {
    try {
      return await this.database.transaction((tx) => this.inside(tx, wish, meta));
    } catch (error) {
      if (error instanceof CallRefused) return refused(error.refusal as DialRefusal);
      throw error;
    }
  }

  private async inside(
    tx: Transaction,
    wish: Wish,
    meta: EventMeta,
  ): Promise<Outcome<{ callId: string }, DialRefusal>> {
    const self = await this.directory.person(tx, { id: wish.agentId });
    if (!self) return refused({ code: 'extension-missing' });
    const { arrived } = wish;
    const callId = arrived?.callId ?? this.ids.next();
    const [agentLegId, farLegId] = [arrived?.legId ?? this.ids.next(), this.ids.next()];
    const destination = await this.dialling.find(
      tx,
      { ...wish, callId, farLegId, nodeId: this.port.nodeId },
      self,
      meta,
    );
    if (!destination.ok) return destination;
    await this.engage(tx, { callId, agentLegId, self, destination: destination.value }, meta);
    const order = {
      type: 'Dial',
      nodeId: this.port.nodeId,
      agentId: self.id,
      extension: self.extension,
      agentLegId,
      farLegId,
      ringSeconds: config(callsArea).ringSeconds,
      ...destination.value,
      ...(arrived && { arrived: true as const }),
    } as const;
    const outcome = await this.calls.handle(tx, callId, order, { ...meta, correlation: callId });
    if (!outcome.ok) throw new CallRefused(outcome.refusal);
    return accepted({ callId });
  }

  /** Both agents in the order of their ids: locks are always taken in that order. */
  private async engage(
    tx: Transaction,
    of: { callId: string; agentLegId: string; self: Person; destination: Destination },
    meta: EventMeta,
  ): Promise<void> {
    const { callId, agentLegId, self, destination } = of;
    const own = {
      agentId: self.id,
      order: { type: 'StartWork', workId: agentLegId, channel: 'call', subjectId: callId },
    } as const;
    const called =
      destination.to.kind === 'agent' && destination.offerId
        ? [
            {
              agentId: destination.to.agentId,
              order: {
                type: 'Reserve',
                offer: { offerId: destination.offerId, channel: 'call', subjectId: callId, kind: 'direct' },
              },
            } as const,
          ]
        : [];
    for (const { agentId, order } of [own, ...called].sort((a, b) => (a.agentId < b.agentId ? -1 : 1))) {
      const outcome = await this.agents.handle(tx, agentId, order, { ...meta, correlation: callId });
      if (!outcome.ok) throw new CallRefused<AgentRefusal>(outcome.refusal);
    }
  }
}
