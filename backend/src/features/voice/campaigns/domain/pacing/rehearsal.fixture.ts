import { decidePacing } from './decide-pacing';
import type { PacingDecision } from './explanation';
import { observePacing } from './observe-pacing';
import type { PacedAgent, PacingObservation, PacingWorld } from './observation';
import type { PacingSettings } from './pacing-settings';
import type { PacingState } from './pacing-state';
import { initialPacingState } from './pacing-state';

/** What may befall a campaign from one second to the next. */
export type Mishap =
  | { kind: 'calm'; seconds: number }
  | { kind: 'answer-rate'; rate: number }
  | { kind: 'all-answer' }
  | { kind: 'log-out'; share: number }
  | { kind: 'log-in'; count: number }
  | { kind: 'switch-lost'; seconds: number }
  | { kind: 'clock-jump'; seconds: number }
  | { kind: 'restart' }
  /** People who answered while we were dead: abandoned, by no decision. */
  | { kind: 'died'; calls: number };

/** After a restart the calls that ring are not seen at once; what was stored knows of them. */
const BLIND_SECONDS = 4;

interface Call {
  dialledAt: number;
  fate: 'answer' | 'end';
  after: number;
}

interface Seat {
  id: string;
  status: PacedAgent['status'];
  since: number;
  until: number;
  leaves: boolean;
}

/** A small campaign in steps of one second, which checks the pacer's promise on counters of its own. */
export class Rehearsal {
  state: PacingState = initialPacingState;
  answered = 0;
  abandoned = 0;
  decisions: PacingDecision[] = [];
  /** Abandoned calls that took the day over its cap. */
  breaches = 0;
  /** Decisions after which more calls were in flight than the formula of the hard cap allows. */
  excesses = 0;

  #wall = 1_750_000_000_000;
  #second = 0;
  #rate = 0.3;
  #lostUntil = 0;
  #blindUntil = 0;
  #seats: Seat[] = [];
  #calls: Call[] = [];
  #waiting: number[] = [];
  #draw: number;
  #releasable = 0;

  constructor(
    readonly settings: PacingSettings,
    seed: number,
    agents: number,
  ) {
    this.#draw = (seed >>> 0) + 1;
    this.#logIn(agents);
  }

  befall(mishap: Mishap): void {
    if (mishap.kind === 'calm') for (let each = 0; each < mishap.seconds; each++) this.#live();
    else if (mishap.kind === 'answer-rate') this.#rate = mishap.rate;
    else if (mishap.kind === 'all-answer')
      for (const call of this.#calls) Object.assign(call, { fate: 'answer', after: 0 });
    else if (mishap.kind === 'log-out') this.#logOut(mishap.share);
    else if (mishap.kind === 'log-in') this.#logIn(mishap.count);
    else if (mishap.kind === 'switch-lost') this.#lostUntil = this.#second + mishap.seconds;
    else if (mishap.kind === 'clock-jump') this.#wall += mishap.seconds * 1000;
    else if (mishap.kind === 'died') this.#die(mishap.calls);
    else {
      this.state = JSON.parse(JSON.stringify(this.state)) as PacingState;
      this.#blindUntil = this.#second + BLIND_SECONDS;
    }
    this.#live();
  }

  #die(calls: number): void {
    this.answered += calls;
    this.abandoned += calls;
    this.#tell({ kind: 'dialled', at: this.#wall, calls });
    for (let each = 0; each < calls; each++) this.#tell({ kind: 'abandoned', at: this.#wall });
  }

  #random(): number {
    this.#draw = (Math.imul(this.#draw, 1664525) + 1013904223) >>> 0;
    return this.#draw / 4294967296;
  }

  #live(): void {
    this.#second++;
    this.#wall += 1000;
    for (const seat of [...this.#seats]) this.#sit(seat);
    if (this.#second >= this.#lostUntil) this.#progressCalls();
    this.#decide();
  }

  #sit(seat: Seat): void {
    if (seat.status === 'ready' || this.#second < seat.until) return;
    const seconds = (this.#wall - seat.since) / 1000;
    if (seat.status === 'talking') {
      this.#tell({ kind: 'talk-ended', at: this.#wall, agentId: seat.id, seconds });
      this.#take(seat, 'wrap-up', 2 + this.#random() * 10);
    } else {
      this.#tell({ kind: 'wrap-up-ended', at: this.#wall, agentId: seat.id, seconds });
      if (seat.leaves) this.#seats.splice(this.#seats.indexOf(seat), 1);
      else this.#take(seat, 'ready', 0);
    }
  }

  #take(seat: Seat, status: Seat['status'], seconds: number): void {
    Object.assign(seat, { status, since: this.#wall, until: this.#second + Math.ceil(seconds) });
  }

  #progressCalls(): void {
    const done = this.#calls.filter((each) => each.after <= this.#second);
    this.#calls = this.#calls.filter((each) => each.after > this.#second);
    for (const { fate, dialledAt } of done) {
      this.#tell({ kind: fate === 'answer' ? 'answered' : 'unanswered', at: this.#wall, dialledAt });
      if (fate === 'answer') this.#waiting.push(this.#second);
    }
    for (const since of [...this.#waiting]) this.#connectOrAbandon(since);
  }

  #connectOrAbandon(since: number): void {
    const seat = this.#seats.find((each) => each.status === 'ready');
    const overdue = this.#second - since >= this.settings.connectWithinSeconds;
    if (!seat && !overdue) return;
    this.#waiting.splice(this.#waiting.indexOf(since), 1);
    this.answered++;
    if (seat) {
      this.#take(seat, 'talking', 5 + this.#random() * 40);
      return this.#tell({ kind: 'connected', at: this.#wall });
    }
    this.abandoned++;
    if (this.abandoned > this.settings.cap * this.answered + 1e-9) this.breaches++;
    this.#tell({ kind: 'abandoned', at: this.#wall });
  }

  #decide(): void {
    const decision = decidePacing({ state: this.state, now: this.#wall, world: this.#world() }, this.settings);
    this.decisions.push(decision);
    this.#releasable = decision.releasable;
    const ready = this.#seats.filter((each) => each.status === 'ready').length;
    const inFlight = this.#calls.length + this.#waiting.length + decision.dial;
    const { cap } = this.settings;
    const most = Math.max(ready, Math.floor((cap * this.answered - this.abandoned + ready) / (1 - cap) + 1e-9));
    if (decision.dial > 0 && inFlight > most) this.excesses++;
    if (decision.dial === 0) return;
    this.#tell({ kind: 'dialled', at: this.#wall, calls: decision.dial });
    for (let each = 0; each < decision.dial; each++) this.#calls.push(this.#call());
  }

  #call(): Call {
    const fate = this.#random();
    const dialledAt = this.#wall;
    if (fate < this.#rate)
      return { dialledAt, fate: 'answer', after: this.#second + 2 + Math.floor(this.#random() * 18) };
    return { dialledAt, fate: 'end', after: this.#second + (fate > 0.92 ? 2 : 25) };
  }

  #world(): PacingWorld {
    return {
      agents: this.#seats.map(({ id, status, since }) => ({ id, status, since })),
      ringing: this.#second < this.#blindUntil ? [] : this.#calls.map((each) => each.dialledAt),
      waiting: this.#waiting.length,
      switchConnected: this.#second >= this.#lostUntil,
    };
  }

  /** Ready agents go as far as the pacer releases them; the others when they are done. */
  #logOut(share: number): void {
    for (const seat of this.#seats.slice(0, Math.round(share * this.#seats.length))) {
      if (seat.status !== 'ready') seat.leaves = true;
      else if (this.#releasable > 0) {
        this.#releasable--;
        this.#seats.splice(this.#seats.indexOf(seat), 1);
      }
    }
  }

  #logIn(count: number): void {
    const from = this.#second;
    for (let each = 0; each < count; each++) {
      this.#seats.push({ id: `${from}-${each}`, status: 'ready', since: this.#wall, until: 0, leaves: false });
    }
  }

  #tell(observation: PacingObservation): void {
    this.state = observePacing(this.state, observation, this.settings);
  }
}
