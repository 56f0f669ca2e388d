import type { Instant } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import type { AgentWorkEnded } from '../../agents';
import { waitingOf, type CallOutcome, type WaitingWork, type WorkEvent } from '../../routing';

/** One call of the period, as far as the journal has told. */
export interface PastCall {
  readonly work: WaitingWork;
  readonly outcome: CallOutcome['outcome'] | null;
  readonly waitedMs: number;
  readonly agentId: string | null;
  /** From the last offer to the answer; null for not answered. */
  readonly ringMs: number | null;
  /** From the answer to the end of after-call work; null while it lasts, or for not answered. */
  readonly handlingMs: number | null;
}

interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** The calls that came in the period, what became of each, and how long it kept its agent. */
export class PastCalls {
  private readonly calls = new Map<string, PastCall>();
  private readonly callOfOffer = new Map<string, { workId: string; at: Instant }>();
  private readonly before = new Set<string>();
  private open = 0;
  /** Others than calls have waited too. */
  otherChannels = false;
  missedOffers = 0;

  constructor(private readonly period: Period) {}

  get all(): readonly PastCall[] {
    return [...this.calls.values()];
  }

  /** Calls whose end, or whose agent's after-call work, is not known yet. */
  get unfinished(): number {
    return this.open;
  }

  get waitingAtStart(): number {
    return this.before.size;
  }

  /** Whether an agent's work is that of a call of the period. */
  isOfPeriod(offerId: string): boolean {
    return this.callOfOffer.has(offerId);
  }

  take({ type, data, meta }: RecordedEvent): void {
    if (type === 'AgentWorkEnded') this.handled(data as AgentWorkEnded['data']);
    else if (type.startsWith('Work') && 'workId' in (data as object))
      this.takeWork({ type, data } as WorkEvent, meta.at);
  }

  private takeWork(event: WorkEvent, at: Instant): void {
    if (event.type === 'WorkQueued') return this.queued(event.data, at);
    const { workId } = event.data;
    const call = this.calls.get(workId);
    if (!call) {
      if (at < this.period.from && isOver(event)) this.before.delete(workId);
      return;
    }
    switch (event.type) {
      case 'WorkOffered':
        this.callOfOffer.set(event.data.offer.offerId, { workId, at });
        return;
      case 'WorkOfferMissed':
        this.missedOffers += 1;
        return;
      case 'WorkAssigned': {
        const { agentId, offerId, waitedMs } = event.data;
        const offer = this.callOfOffer.get(offerId);
        // An answer to an offer that the item had forgotten is its call's all the same.
        this.callOfOffer.set(offerId, { workId, at: offer?.at ?? at });
        this.calls.set(workId, { ...call, outcome: 'answered', waitedMs, agentId, ringMs: at - (offer?.at ?? at) });
        return;
      }
      case 'WorkWithdrawn': {
        const { because, waitedMs } = event.data;
        return this.ended(call, because.startsWith('overflow:') ? 'left' : 'abandoned', waitedMs);
      }
      case 'WorkOverflowed':
        if (event.data.rule.to.kind !== 'queue') this.ended(call, 'left', Math.max(0, at - call.work.queuedAt));
        return;
      default:
        return;
    }
  }

  private queued(data: Extract<WorkEvent, { type: 'WorkQueued' }>['data'], at: Instant): void {
    if (data.channel !== 'call') {
      this.otherChannels ||= at >= this.period.from && at < this.period.to;
      return;
    }
    if (at < this.period.from) this.before.add(data.workId);
    if (at < this.period.from || at >= this.period.to) return;
    this.open += 1;
    const unknown = { outcome: null, waitedMs: 0, agentId: null, ringMs: null, handlingMs: null };
    this.calls.set(data.workId, { work: waitingOf(data), ...unknown });
  }

  private ended(call: PastCall, outcome: 'abandoned' | 'left', waitedMs: number): void {
    if (call.outcome !== null) return;
    this.open -= 1;
    this.calls.set(call.work.workId, { ...call, outcome, waitedMs });
  }

  private handled({ workId: offerId, activeMs, wrapUpMs }: AgentWorkEnded['data']): void {
    const call = this.calls.get(this.callOfOffer.get(offerId)?.workId ?? '');
    if (call?.outcome !== 'answered' || call.handlingMs !== null) return;
    this.open -= 1;
    this.calls.set(call.work.workId, { ...call, handlingMs: activeMs + wrapUpMs });
  }
}

const isOver = (event: WorkEvent): boolean =>
  event.type === 'WorkAssigned' ||
  event.type === 'WorkWithdrawn' ||
  (event.type === 'WorkOverflowed' && event.data.rule.to.kind !== 'queue');
