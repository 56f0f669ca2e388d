import type { Instant } from '../../../../kernel/clock';
import { estimateWait, type Pace, type WaitEstimate } from './estimate-wait';
import { EventQueue } from './event-queue';
import type { QueueRules, WaitingWork } from './routing-choice';
import { RoutingEngine } from './routing-engine';
import type { Skills } from './skills';
import { learnCorrection } from './wait-correction';

export interface SimulatedCall {
  readonly work: WaitingWork;
  /** How long the caller waits before he gives up. */
  readonly patienceMs: number;
  /** From the answer to the end of after-call work. */
  readonly handlingMs: number;
}

/** A stretch in which an agent takes calls. */
export interface Shift {
  readonly agentId: string;
  readonly from: Instant;
  readonly until: Instant;
}

export interface SimulatedDay {
  readonly queues: readonly QueueRules[];
  readonly skills: ReadonlyMap<string, Skills>;
  readonly shifts: readonly Shift[];
  /** In the order of their arrival. */
  readonly calls: readonly SimulatedCall[];
  /** From the offer to the answer. */
  readonly ringMs: number;
  readonly serviceLevelSeconds: number;
}

export interface DayResult {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Answered in time ÷ (answered + abandoned). */
  readonly serviceLevel: number | null;
  /** Average speed of answer, seconds. */
  readonly averageAnswerSeconds: number | null;
  readonly abandonment: number | null;
  /** What each who had to wait was to expect, and how long it took. */
  readonly estimates: readonly { readonly expectedMs: number; readonly actualMs: number }[];
}

interface Waiting {
  readonly call: SimulatedCall;
  /** What he was told when nobody was free for him. */
  readonly told: WaitEstimate | null;
}

type Happening =
  | { readonly kind: 'arrive'; readonly call: SimulatedCall }
  | { readonly kind: 'give-up'; readonly workId: string }
  | { readonly kind: 'free' | 'begin' | 'end'; readonly agentId: string }
  | { readonly kind: 'wake' };

/** The newest handling time counts this much, as in the live estimates. */
const NEWEST = 0.1;
/** What each newer wait leaves of those before, as in the live estimates. */
const PATIENCE_KEPT = 0.99;

/** Runs a day of calls through the routing engine itself: the same choices as live, no switch and no clock. */
export function simulateDay(day: SimulatedDay): DayResult {
  const run = new Run(day);
  return run.result();
}

class Run {
  private readonly engine = new RoutingEngine();
  private readonly happenings = new EventQueue<Happening>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly onShift = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly paces = new Map<string, Pace>();
  private readonly patience = new Map<string, { gaveUp: number; waitedMs: number }>();
  private readonly waits: number[] = [];
  private readonly estimates: { expectedMs: number; actualMs: number }[] = [];
  private abandoned = 0;
  private armed: Instant | null = null;

  constructor(private readonly day: SimulatedDay) {
    for (const rules of day.queues) this.engine.setQueue(rules);
    for (const [agentId, skills] of day.skills) this.engine.setSkills(agentId, skills);
    for (const { agentId, from, until } of day.shifts) {
      this.happenings.push(from, { kind: 'begin', agentId });
      this.happenings.push(until, { kind: 'end', agentId });
    }
    for (const call of day.calls) this.happenings.push(call.work.queuedAt, { kind: 'arrive', call });
  }

  result(): DayResult {
    for (let next = this.happenings.pop(); next; next = this.happenings.pop()) {
      const arrived = this.apply(next.at, next.what);
      this.dispatch(next.at);
      if (arrived) this.expect(arrived, next.at);
      this.wakeLater();
    }
    const answered = this.waits.length;
    const ended = answered + this.abandoned;
    const inTime = this.waits.filter((wait) => wait <= this.day.serviceLevelSeconds * 1000).length;
    return {
      offered: this.day.calls.length,
      answered,
      abandoned: this.abandoned,
      serviceLevel: ended === 0 ? null : inTime / ended,
      averageAnswerSeconds: answered === 0 ? null : this.waits.reduce((sum, wait) => sum + wait, 0) / answered / 1000,
      abandonment: ended === 0 ? null : this.abandoned / ended,
      estimates: this.estimates,
    };
  }

  private apply(at: Instant, what: Happening): SimulatedCall | null {
    switch (what.kind) {
      case 'arrive':
        this.waiting.set(what.call.work.workId, { call: what.call, told: null });
        this.engine.addWork(what.call.work);
        if (Number.isFinite(what.call.patienceMs))
          this.happenings.push(at + what.call.patienceMs, { kind: 'give-up', workId: what.call.work.workId });
        return what.call;
      case 'give-up':
        this.giveUp(what.workId, at);
        return null;
      case 'begin':
        this.onShift.add(what.agentId);
        break;
      case 'end':
        this.onShift.delete(what.agentId);
        break;
      case 'free':
        this.busy.delete(what.agentId);
        break;
      case 'wake':
        return null;
    }
    this.show(what.agentId);
    return null;
  }

  /** The agent as the engine sees him. */
  private show(id: string): void {
    const here = this.onShift.has(id);
    const busy = this.busy.has(id);
    const status = busy ? 'busy' : here ? 'ready' : 'offline';
    this.engine.setAgent({ id, status, reason: null, reachable: true, free: here && !busy ? ['call'] : [] });
  }

  private dispatch(at: Instant): void {
    for (let choice = this.engine.next(at, 0); choice; choice = this.engine.next(at, 0)) {
      const [winner, ...others] = choice.chosen;
      for (const agentId of others) this.show(agentId);
      const found = this.waiting.get(choice.workId);
      if (winner === undefined || !found) continue;
      this.waiting.delete(choice.workId);
      this.answer(winner, found, at + this.day.ringMs);
    }
  }

  private answer(agentId: string, { call, told }: Waiting, at: Instant): void {
    const { work, handlingMs } = call;
    this.busy.add(agentId);
    this.show(agentId);
    this.happenings.push(at + handlingMs, { kind: 'free', agentId });
    const waitedMs = at - work.queuedAt;
    this.waits.push(waitedMs);
    const known = this.paces.get(work.queueId) ?? { handlingMs, givingUp: 0, correction: 0 };
    if (told?.expectedMs) this.estimates.push({ expectedMs: told.expectedMs, actualMs: waitedMs });
    this.paces.set(work.queueId, {
      handlingMs: known.handlingMs + NEWEST * (handlingMs - known.handlingMs),
      givingUp: this.learnPatience(work, { gaveUp: 0, waitedMs }),
      correction: told?.computedMs ? learnCorrection(known.correction, told.computedMs, waitedMs) : known.correction,
    });
  }

  private giveUp(workId: string, at: Instant): void {
    const found = this.waiting.get(workId);
    if (!found) return;
    this.waiting.delete(workId);
    this.engine.removeWork(workId);
    this.abandoned += 1;
    const { work } = found.call;
    const givingUp = this.learnPatience(work, { gaveUp: 1, waitedMs: at - work.queuedAt });
    const pace = this.paces.get(work.queueId);
    if (pace) this.paces.set(work.queueId, { ...pace, givingUp });
  }

  private learnPatience({ queueId }: WaitingWork, { gaveUp, waitedMs }: { gaveUp: number; waitedMs: number }): number {
    const known = this.patience.get(queueId) ?? { gaveUp: 0, waitedMs: 0 };
    const sums = {
      gaveUp: known.gaveUp * PATIENCE_KEPT + gaveUp,
      waitedMs: known.waitedMs * PATIENCE_KEPT + waitedMs,
    };
    this.patience.set(queueId, sums);
    return sums.waitedMs === 0 ? 0 : sums.gaveUp / sums.waitedMs;
  }

  /** Who could not be offered at once is told what to expect. */
  private expect({ work }: SimulatedCall, at: Instant): void {
    const found = this.waiting.get(work.workId);
    if (!found) return;
    this.waiting.set(work.workId, { ...found, told: estimateWait(this.engine, work, this.paces, at) });
  }

  private wakeLater(): void {
    const wake = this.engine.nextWake();
    if (wake === null || wake === this.armed) return;
    this.armed = wake;
    this.happenings.push(wake, { kind: 'wake' });
  }
}
