import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { because } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal, Relay } from '../../../../platform/journal';
import type { AgentEvent } from '../../../work/agents';
import type { WorkEvent } from '../../../work/routing';
import { FactsStore } from '../data/facts.store';
import { endOf } from '../domain/stay-end';

/** Whoever reads what this counts waits for it by this name. */
export const FACTS_SUBSCRIBER = 'reporting.facts';

const TYPES = [
  'WorkQueued',
  'WorkOverflowed',
  'WorkAssigned',
  'WorkWithdrawn',
  'AgentStatusChanged',
  'AgentWorkEnded',
  'AgentOfferMissed',
] as const;

/** Counts the journal, and says so in it, so that screens read what is already counted. */
@Injectable()
export class FactFeed implements OnModuleInit {
  constructor(
    private readonly facts: FactsStore,
    private readonly relay: Relay,
    private readonly journal: Journal,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: FACTS_SUBSCRIBER,
      types: TYPES,
      from: 'beginning',
      handle: (events) => this.database.transaction((tx) => this.count(tx, events)),
    });
  }

  private async count(tx: Transaction, events: readonly RecordedEvent[]): Promise<void> {
    const changed = new Map<string, RecordedEvent>();
    for (const event of events) for (const queueId of await this.one(tx, event)) changed.set(queueId, event);
    for (const [queueId, event] of changed)
      await this.journal.append(
        tx,
        `queuenumbers-${queueId}`,
        [{ type: 'QueueNumbersChanged', data: { queueId } }],
        because(event, 'reporting', this.clock.now()),
      );
  }

  /** The queues whose numbers are others now. */
  private async one(tx: Transaction, event: RecordedEvent): Promise<readonly string[]> {
    const { type, data } = event;
    if (type.startsWith('Work')) return this.work(tx, event, { type, data } as WorkEvent);
    await this.agent(tx, event, { type, data } as AgentEvent);
    return [];
  }

  private async work(tx: Transaction, { meta }: RecordedEvent, event: WorkEvent): Promise<readonly string[]> {
    const { workId, queueId, subjectId, channel } = event.data;
    const begun = { workId, queueId, subjectId, channel, at: meta.at };
    if (event.type === 'WorkQueued') return (await this.facts.stayBegun(tx, begun)) ? [queueId] : [];
    const end = endOf(event);
    if (!end) return [];
    const left = event.type === 'WorkOverflowed' ? event.data.from : queueId;
    const changed = (await this.facts.stayEnded(tx, { workId, queueId: left, at: meta.at, ...end })) ? [left] : [];
    const moved = event.type === 'WorkOverflowed' && event.data.rule.to.kind === 'queue';
    return moved && (await this.facts.stayBegun(tx, begun)) ? [...changed, queueId] : changed;
  }

  private async agent(tx: Transaction, { stream, position, meta }: RecordedEvent, event: AgentEvent): Promise<void> {
    const of = { position, agentId: stream.slice('agent-'.length), at: meta.at };
    if (event.type === 'AgentOfferMissed')
      await this.facts.missed(tx, { ...of, subjectId: event.data.subjectId, cause: event.data.cause });
    if (event.type === 'AgentWorkEnded') await this.facts.workDone(tx, { ...of, ...event.data });
    if (event.type !== 'AgentStatusChanged' || event.data.from === 'offline') return;
    const { from, fromReason, since, durationMs } = event.data;
    await this.facts.stretch(tx, { ...of, status: from, reason: fromReason, since, durationMs });
  }
}
