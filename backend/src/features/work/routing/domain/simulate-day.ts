import type { Instant } from '../../../../kernel/clock';
import type { Channel } from '../../agents';
import { dayFigures, type CallOutcome, type DayFigures } from './day-figures';
import { decideOverflow, type OverflowMoment } from './decide-overflow';
import { estimateWait, type WaitEstimate } from './estimate-wait';
import { EventQueue } from './event-queue';
import type { QueueRules, WaitingWork } from './routing-choice';
import { RoutingEngine } from './routing-engine';
import { SimulatedPaces } from './simulated-paces';
import type { Skills } from './skills';

export interface SimulatedCall {
  readonly work: WaitingWork;
  /** How long the caller waits before he gives up. */
  readonly patienceMs: number;
  /** From the answer to the end of after-call work. */
  readonly handlingMs: number;
}

/** Takes calls; is signed in and takes none; is not there. */
export type Duty = 'ready' | 'away' | 'off';

export interface DutyChange {
  readonly agentId: string;
  readonly at: Instant;
  readonly duty: Duty;
}

export interface SimulatedDay {
  readonly queues: readonly QueueRules[];
  readonly skills: ReadonlyMap<string, Skills>;
  /** Of one agent in the order of time; before the first he is off. */
  readonly duties: readonly DutyChange[];
  /** In the order of their arrival. */
  readonly calls: readonly SimulatedCall[];
  /** From the offer to the answer. */
  readonly ringMs: number;
  readonly serviceLevelSeconds: number;
  /** Base weight of calls that have none of their own nor of their queue's; 100 when not said. */
  readonly channelBase?: number;
}

export interface DayResult extends DayFigures {
  /** What became of each call, in the order in which it was decided. */
  readonly outcomes: readonly CallOutcome[];
  /** What each who had to wait was to expect, and how long it took. */
  readonly estimates: readonly { readonly expectedMs: number; readonly actualMs: number }[];
}

interface Waiting {
  readonly call: SimulatedCall;
  /** As it waits now: an overflow has moved it perhaps. */
  readonly work: WaitingWork;
  /** What he was told when nobody was free for him. */
  readonly told: WaitEstimate | null;
}

type Happening =
  | { readonly kind: 'arrive'; readonly call: SimulatedCall }
  | { readonly kind: 'give-up'; readonly workId: string }
  | { readonly kind: 'free'; readonly agentId: string }
  | { readonly kind: 'duty'; readonly agentId: string; readonly duty: Duty }
  | { readonly kind: 'wake' };

/** So many happenings at a time, a few milliseconds of work. */
const STEP = 200;

/** Runs a day of calls through the routing engine itself: the same choices as live, no switch and no clock. */
export function simulateDay(day: SimulatedDay): DayResult {
  const steps = simulateInSteps(day);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same, a few milliseconds at a time, so that others get their turn; yields the share that is done. */
export function* simulateInSteps(day: SimulatedDay): Generator<number, DayResult> {
  const run = new Run(day);
  while (run.step()) yield run.progress;
  return run.result();
}

class Run {
  private readonly engine = new RoutingEngine();
  private readonly happenings = new EventQueue<Happening>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly duties = new Map<string, Duty>();
  private readonly busy = new Set<string>();
  private readonly paces = new SimulatedPaces();
  private readonly outcomes: CallOutcome[] = [];
  private readonly estimates: { expectedMs: number; actualMs: number }[] = [];
  private armed: Instant | null = null;

  constructor(private readonly day: SimulatedDay) {
    if (day.channelBase !== undefined) this.engine.setChannelBase('call', day.channelBase);
    for (const rules of day.queues) this.engine.setQueue(rules);
    for (const [agentId, skills] of day.skills) this.engine.setSkills(agentId, skills);
    for (const { at, ...change } of day.duties) this.happenings.push(at, { kind: 'duty', ...change });
    for (const call of day.calls) this.happenings.push(call.work.queuedAt, { kind: 'arrive', call });
  }

  get progress(): number {
    return this.day.calls.length === 0 ? 1 : this.outcomes.length / this.day.calls.length;
  }

  /** False: nothing is left to happen. */
  step(): boolean {
    for (let count = 0; count < STEP; count += 1) {
      const next = this.happenings.pop();
      if (!next) return false;
      const arrived = this.apply(next.at, next.what);
      this.settle(arrived ? [arrived] : [], this.stranded(next.what), next.at);
      this.wakeLater();
    }
    return true;
  }

  result(): DayResult {
    const { outcomes, estimates } = this;
    const seconds = this.day.serviceLevelSeconds;
    const figures = dayFigures(outcomes, () => seconds);
    return { ...figures, outcomes, estimates };
  }

  /** The id of who arrives. */
  private apply(at: Instant, what: Happening): string | null {
    switch (what.kind) {
      case 'arrive':
        return this.arrive(what.call, at);
      case 'give-up':
        this.giveUp(what.workId, at);
        return null;
      case 'duty':
        this.duties.set(what.agentId, what.duty);
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

  private arrive(call: SimulatedCall, at: Instant): string {
    const { work, patienceMs } = call;
    this.waiting.set(work.workId, { call, work, told: null });
    this.engine.addWork(work);
    if (Number.isFinite(patienceMs)) this.happenings.push(at + patienceMs, { kind: 'give-up', workId: work.workId });
    return work.workId;
  }

  /** The agent as the engine sees him. */
  private show(id: string): void {
    const duty = this.duties.get(id) ?? 'off';
    const busy = this.busy.has(id);
    const [status, reason] = busy
      ? (['busy', null] as const)
      : duty === 'ready'
        ? (['ready', null] as const)
        : duty === 'away'
          ? (['not-ready', 'break'] as const)
          : (['offline', null] as const);
    const free: readonly Channel[] = status === 'ready' ? ['call'] : [];
    this.engine.setAgent({ id, status, reason, reachable: true, free });
  }

  /** As the live dispatcher: closed queues first, then offers, then every other way out; who is led on arrives there. */
  private settle(arrived: readonly string[], stranded: readonly string[], at: Instant): void {
    const led = arrived.flatMap((workId) => this.overflow(workId, 'arriving', at));
    this.dispatch(at);
    const asked = new Set([...arrived, ...this.engine.takeWoken(at), ...stranded]);
    led.push(...[...asked].flatMap((workId) => this.overflow(workId, 'settled', at)));
    for (const workId of arrived) this.tell(workId, at);
    if (led.length > 0) this.settle(led, [], at);
  }

  /** Who waits in a queue whose last agent has just gone. */
  private stranded(what: Happening): string[] {
    if (what.kind !== 'duty' || what.duty !== 'off') return [];
    const empty = this.engine.queueIdsOf(what.agentId).filter((queueId) => this.engine.signedIn(queueId) === 0);
    return empty.flatMap((queueId) => this.engine.worksOf(queueId).map(({ workId }) => workId));
  }

  /** The item, when it waits in another queue now. */
  private overflow(workId: string, moment: OverflowMoment, at: Instant): string[] {
    const found = this.waiting.get(workId);
    const work = found && this.engine.findWork(workId);
    if (!found || !work) return [];
    const decided = decideOverflow(this.engine, work, { moment, paces: this.paces.all, at });
    if (!decided) return [];
    this.engine.removeWork(workId);
    const { to } = decided.rule;
    if (to.kind !== 'queue') {
      this.end(found, { outcome: 'left', agentId: null, at, takenMs: 0 });
      return [];
    }
    const moved = { ...work, queueId: to.queueId, enteredAt: at, via: [...work.via, work.queueId] };
    this.waiting.set(workId, { ...found, work: moved, told: null });
    this.engine.addWork(moved);
    return [workId];
  }

  private dispatch(at: Instant): void {
    for (let choice = this.engine.next(at, 0); choice; choice = this.engine.next(at, 0)) {
      const [winner, ...others] = choice.chosen;
      for (const agentId of others) this.show(agentId);
      const found = this.waiting.get(choice.workId);
      if (winner !== undefined && found) this.answer(winner, found, at + this.day.ringMs);
    }
  }

  private answer(agentId: string, found: Waiting, at: Instant): void {
    const { call, work, told } = found;
    const { handlingMs } = call;
    this.busy.add(agentId);
    this.show(agentId);
    this.happenings.push(at + handlingMs, { kind: 'free', agentId });
    const waitedMs = at - work.queuedAt;
    if (told?.expectedMs) this.estimates.push({ expectedMs: told.expectedMs, actualMs: waitedMs });
    this.paces.answered(work.queueId, { handlingMs, waitedMs, computedMs: told?.computedMs ?? null });
    this.end(found, { outcome: 'answered', agentId, at, takenMs: this.day.ringMs + handlingMs });
  }

  private giveUp(workId: string, at: Instant): void {
    const found = this.waiting.get(workId);
    if (!found) return;
    this.engine.removeWork(workId);
    this.paces.gaveUp(found.work.queueId, at - found.work.queuedAt);
    this.end(found, { outcome: 'abandoned', agentId: null, at, takenMs: 0 });
  }

  private end(
    { call }: Waiting,
    { at, ...ended }: Pick<CallOutcome, 'outcome' | 'agentId' | 'takenMs'> & { at: Instant },
  ): void {
    const { workId, queueId, queuedAt } = call.work;
    this.waiting.delete(workId);
    this.outcomes.push({ workId, queueId, at: queuedAt, waitedMs: at - queuedAt, ...ended });
  }

  /** Who could not be offered at once is told what to expect. */
  private tell(workId: string, at: Instant): void {
    const found = this.waiting.get(workId);
    if (found) this.waiting.set(workId, { ...found, told: estimateWait(this.engine, found.work, this.paces.all, at) });
  }

  private wakeLater(): void {
    const wake = this.engine.nextWake();
    if (wake === null || wake === this.armed) return;
    this.armed = wake;
    this.happenings.push(wake, { kind: 'wake' });
  }
}
