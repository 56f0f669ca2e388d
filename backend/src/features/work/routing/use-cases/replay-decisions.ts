import type { Instant } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import type { RoutingChoice } from '../domain/routing-choice';
import { RoutingEngine } from '../domain/routing-engine';
import { waitingOf, type WorkEvent } from '../domain/work-item';
import { EngineFeed, FEED_TYPES } from './engine-feed';

/** One decision of the journal beside what the engine of today decides from the same facts; null: it decides nothing. */
export interface ComparedDecision {
  readonly position: number;
  readonly recorded: RoutingChoice;
  readonly replayed: RoutingChoice | null;
}

export interface ReplayVerdict {
  readonly compared: number;
  readonly different: number;
  /** The first decision that came out otherwise; later ones may only follow from it. */
  readonly first: ComparedDecision | null;
}

/** What a replay has to be given of the journal. */
export const REPLAYED_TYPES: readonly string[] = FEED_TYPES;

const replayedTypes = new Set(REPLAYED_TYPES);

/**
 * Runs a journal through the engine again, event by event from its beginning: each offer and each hold is asked for when
 * everything up to its basis is known, and nothing later.
 */
export class DecisionReplay {
  private readonly feed = new EngineFeed(new RoutingEngine());
  /** Known to the journal, and not yet to the decision that comes next. */
  private readonly pending: RecordedEvent[] = [];
  private fed = 0;

  constructor(private readonly compare: (decision: ComparedDecision) => void) {}

  take(event: RecordedEvent): void {
    if (!replayedTypes.has(event.type)) return;
    this.pending.push(event);
    const { type, data } = { type: event.type, data: event.data } as WorkEvent;
    switch (type) {
      case 'WorkOverflowed':
        // The live engine let it go when the overflow was written, before its event came round.
        this.feedUpTo(data.basis);
        this.feed.engine.removeWork(data.workId);
        return;
      case 'WorkOffered':
      case 'WorkOfferConflicted':
        this.feedUpTo(data.choice.basis);
        this.asked(event, data.choice, this.feed.engine.next(data.choice.at, data.choice.basis));
        if (type === 'WorkOfferConflicted') this.undo(data);
        return;
      case 'WorkHeld':
        this.feedUpTo(data.choice.basis);
        this.asked(event, data.choice, this.feed.engine.explain(data.workId, data.choice.at, data.choice.basis));
        return;
      default:
        return;
    }
  }

  private asked({ position }: RecordedEvent, recorded: RoutingChoice, replayed: RoutingChoice | null): void {
    this.compare({ position, recorded, replayed });
  }

  private feedUpTo(basis: number): void {
    for (let next = this.pending[this.fed]; next && next.position <= basis; next = this.pending[this.fed]) {
      this.feed.apply(next);
      this.fed += 1;
    }
    if (this.fed < KEPT) return;
    this.pending.splice(0, this.fed);
    this.fed = 0;
  }

  /** What the live engine did when an offer met a newer fact. */
  private undo(conflict: Conflict): void {
    const { choice, stale } = conflict;
    for (const agentId of choice.chosen) if (!stale.includes(agentId)) this.feed.restoreAgent(agentId);
    this.feed.engine.addWork(waitingOf(conflict));
  }
}

type Conflict = Extract<WorkEvent, { type: 'WorkOfferConflicted' }>['data'];

/** So many events that are known already stay in memory before they are dropped together. */
const KEPT = 4096;

/** Counts the decisions of a period that came out as they were, byte for byte, and those that did not. */
export class ReplayComparison {
  private compared = 0;
  private different = 0;
  private first: ComparedDecision | null = null;
  private readonly replay: DecisionReplay;

  constructor(private readonly period: { readonly from: Instant; readonly to: Instant }) {
    this.replay = new DecisionReplay((decision) => this.count(decision));
  }

  /** In the journal's order, from its beginning. */
  take(event: RecordedEvent): void {
    this.replay.take(event);
  }

  get verdict(): ReplayVerdict {
    const { compared, different, first } = this;
    return { compared, different, first };
  }

  private count(decision: ComparedDecision): void {
    const { at } = decision.recorded;
    if (at < this.period.from || at >= this.period.to) return;
    this.compared += 1;
    if (canonical(decision.recorded) === canonical(decision.replayed)) return;
    this.different += 1;
    this.first ??= decision;
  }
}

/** As bytes. PostgreSQL keeps an object's members in an order of its own, so they are put in order on both sides. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
