import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { saveQueueSchema, type CriticalFunction } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import type { Outcome, Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { insertStranger } from '../../../house/identity';
import { CriticalChecks, type CheckResults } from '../../../house/service-level';
import { Agents, type AgentOrder, type AgentState } from '../../agents';
import { QueueStore } from '../data/queue.store';
import { WorkItemStore } from '../data/work-item.store';
import { RoutingEngine } from '../domain/routing-engine';
import { waitingOf } from '../domain/work-item';
import { routable } from './engine-feed';
import { OfferTransaction } from './offer-transaction';
import { Routing } from './routing';

const STEPS = ['readiness', 'queueing', 'distribution'] as const satisfies readonly CriticalFunction[];
/** Whoever calls notices a dispatcher that is this far behind. */
const LATE_SECONDS = 10;

/**
 * The checks of readiness, queueing and distribution: somebody becomes ready, a call is queued for him and offered to him, by the
 * real code on the real database, in a transaction that is undone; and the real dispatcher keeps up.
 */
@Injectable()
export class RehearseRouting implements OnModuleInit {
  // eslint-disable-next-line centrala/max-params
  constructor(
    private readonly checks: CriticalChecks,
    private readonly database: Database,
    private readonly relay: Relay,
    private readonly agents: Agents,
    private readonly queues: QueueStore,
    private readonly items: WorkItemStore,
    private readonly routing: Routing,
    private readonly offering: OfferTransaction,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.checks.register({ functions: STEPS, run: () => this.run() });
  }

  private async run(): Promise<CheckResults> {
    const passed = new Set<CriticalFunction>();
    let why: string | null = null;
    try {
      await this.database.rehearse((tx) => this.rehearse(tx, passed));
      await this.dispatcherKeepsUp();
      passed.add('distribution');
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    return Object.fromEntries(STEPS.map((step) => [step, passed.has(step) ? null : why]));
  }

  private async rehearse(tx: Transaction, passed: Set<CriticalFunction>): Promise<void> {
    const [agentId, queueId, workId] = [this.ids.next(), this.ids.next(), this.ids.next()];
    const meta = bySystem('service-level', workId, this.clock.now());
    const agent = await this.becomeReady(tx, agentId, meta);
    passed.add('readiness');
    await this.queues.insert(tx, queueId, saveQueueSchema.parse({ name: `check ${queueId}`, agentIds: [agentId] }));
    const subject = { channel: 'call', subjectId: workId, queueId, queuedAt: meta.at, priority: null } as const;
    const queued = must(await this.routing.handle(tx, { type: 'Enqueue', workId, subject }, meta)).state;
    if (queued.kind !== 'waiting') throw new Error(`a queued call is ${queued.kind}`);
    passed.add('queueing');
    const engine = new RoutingEngine();
    for (const rules of await this.queues.rules(tx, [queueId])) engine.setQueue(rules);
    for (const channel of await this.items.pausedChannels(tx)) engine.pause(channel, true);
    engine.setAgent(routable(agentId, agent));
    engine.addWork(waitingOf({ workId, ...queued }));
    const choice = engine.next(meta.at, 0);
    if (!choice) throw new Error(engine.explain(workId, meta.at, 0)?.sentence ?? 'nothing was offered');
    await this.offering.offer(tx, choice, meta);
  }

  private async becomeReady(tx: Transaction, agentId: string, meta: EventMeta): Promise<AgentState> {
    await insertStranger(tx, agentId);
    const orders: readonly AgentOrder[] = [
      { type: 'SignIn', sessionId: agentId },
      { type: 'PhoneRegistered' },
      { type: 'RequestStatus', status: 'ready', reason: null, note: null },
    ];
    for (const order of orders) must(await this.agents.handle(tx, agentId, order, meta));
    const state = await this.agents.load(tx, agentId);
    if (state.status !== 'ready') throw new Error(`an agent who reports ready is ${state.status}`);
    return state;
  }

  private async dispatcherKeepsUp(): Promise<void> {
    const dispatcher = (await this.relay.lag()).find(({ name }) => name === 'routing');
    if (!dispatcher?.owner) throw new Error('no process distributes');
    if (dispatcher.attempts > 0) throw new Error(`the dispatcher fails: ${dispatcher.lastError ?? ''}`);
    if (dispatcher.secondsBehind > LATE_SECONDS)
      throw new Error(`the dispatcher is ${Math.round(dispatcher.secondsBehind)} s behind`);
  }
}

function must<T, R extends Refusal>(outcome: Outcome<T, R>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${outcome.refusal.code}`);
}
