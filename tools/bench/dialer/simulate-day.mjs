import { EventHeap } from './event-heap.mjs';
import { drawsFrom } from './random-draws.mjs';
import { DAY, WORLD } from './scenario.mjs';

const ENDED = 0;
const ANSWERED = 1;
const TALK_ENDED = 2;
const WRAP_ENDED = 3;
const PATIENCE_OVER = 4;
const TICK = 5;
const LEAVES = 6;
const RETURNS = 7;

const MINUTES = DAY / 60;

/**
 * One day of one campaign. The dialer sees `world` (agents with status and since, ringing calls, waiting count) and is told
 * what happens through `observe`; `decide(now, world)` says how many calls to place now. Times in seconds.
 */
export class Day {
  now = 0;
  world = { agents: [], ringing: [], waiting: 0, switchConnected: true };
  answersPerMinute = new Float64Array(MINUTES + 2);
  dropsPerMinute = new Float64Array(MINUTES + 2);
  talkSeconds = 0;
  staffedSeconds = 0;
  dials = 0;

  #heap = new EventHeap();
  #calls = new Map();
  #nextCall = 0;
  #waiting = [];
  #idle = [];
  #staff = [];
  #leavers = [];
  #talking = 0;

  constructor({ agents, answerRate, scenario, seed, dialer }) {
    Object.assign(this, { answerRate, scenario, dialer });
    this.callDraws = drawsFrom(seed, 1);
    this.talkDraws = drawsFrom(seed, 2);
    this.staffDraws = drawsFrom(seed, 3);
    for (let id = 0; id < agents; id++) this.#staff.push({ id: `a${id}`, status: 'away', since: 0, leave: null });
    for (const agent of this.#staff) this.#arrive(agent);
    this.#planAbsences(agents);
  }

  #planAbsences(agents) {
    for (const { share, from, until, away } of this.scenario.absences) {
      for (const at of this.#drawn(Math.round(share * agents))) {
        this.#staff[at].plans ??= [];
        this.#staff[at].plans.push(away);
        this.#heap.push(this.staffDraws.between(from, until), LEAVES, at);
      }
    }
  }

  #drawn(count) {
    const lots = this.#staff.map((_, at) => ({ at, lot: this.staffDraws.uniform() })).sort((a, b) => a.lot - b.lot);
    return lots.slice(0, count).map(({ at }) => at);
  }

  run(until = DAY) {
    const event = { time: 0, kind: 0, id: 0 };
    this.#heap.push(0, TICK, 0);
    while (this.#heap.size > 0) {
      this.#heap.pop(event);
      if (event.time >= until) break;
      this.#pass(event.time);
      this.#happen(event);
      if (event.kind === TICK || this.dialer.reactive) this.#place();
    }
    this.#pass(until);
    return this;
  }

  #pass(until) {
    const from = Math.max(this.now, this.scenario.warmUp);
    if (until > from) {
      this.staffedSeconds += (until - from) * this.world.agents.length;
      this.talkSeconds += (until - from) * this.#talking;
    }
    this.now = until;
  }

  #happen({ kind, id }) {
    if (kind === TICK) this.#heap.push(this.now + this.dialer.interval, TICK, 0);
    else if (kind === ENDED) this.#ended(id);
    else if (kind === ANSWERED) this.#answered(id);
    else if (kind === TALK_ENDED) this.#talkEnded(this.#staff[id]);
    else if (kind === WRAP_ENDED) this.#wrapEnded(this.#staff[id]);
    else if (kind === PATIENCE_OVER) this.#patienceOver(id);
    else if (kind === LEAVES) this.#leaves(this.#staff[id]);
    else this.#arrive(this.#staff[id]);
  }

  #place() {
    const count = this.dialer.decide(this.now, this.world);
    this.#release(this.dialer.releasable ?? Infinity);
    if (count <= 0) return;
    this.dials += count;
    this.dialer.observe({ kind: 'dialled', at: this.now, calls: count });
    for (let each = 0; each < count; each++) this.#dial();
  }

  #dial() {
    const draws = this.callDraws;
    const id = this.#nextCall++;
    const rate = this.answerRate * this.scenario.answerFactor(this.now);
    const fate = draws.uniform();
    this.world.ringing.push(this.now * 1000);
    this.#calls.set(id, this.now);
    if (fate < rate) this.#heap.push(this.now + this.#ringing(), ANSWERED, id);
    else if (fate < rate + WORLD.failShare) this.#heap.push(this.now + draws.between(...WORLD.failAfter), ENDED, id);
    else this.#heap.push(this.now + WORLD.ringTimeout, ENDED, id);
  }

  /** Ring to answer, of those who answer before the timeout: so the answer rate is the share of calls answered. */
  #ringing() {
    for (;;) {
      const seconds = this.callDraws.between(...WORLD.ringBase) + this.callDraws.gamma2(WORLD.ringMean);
      if (seconds < WORLD.ringTimeout) return seconds;
    }
  }

  #stopRinging(id) {
    const dialledAt = this.#calls.get(id);
    this.#calls.delete(id);
    const { ringing } = this.world;
    ringing.splice(ringing.indexOf(dialledAt * 1000), 1);
    return dialledAt;
  }

  #ended(id) {
    const dialledAt = this.#stopRinging(id);
    this.dialer.observe({ kind: 'unanswered', at: this.now, dialledAt });
  }

  #answered(id) {
    const dialledAt = this.#stopRinging(id);
    this.dialer.observe({ kind: 'answered', at: this.now, dialledAt });
    this.answersPerMinute[Math.floor(this.now / 60)]++;
    const agent = this.#idle.shift();
    if (agent) return this.#connect(agent);
    this.#waiting.push(id);
    this.world.waiting++;
    this.#heap.push(this.now + WORLD.patience, PATIENCE_OVER, id);
  }

  #patienceOver(id) {
    const at = this.#waiting.indexOf(id);
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    this.world.waiting--;
    this.dropsPerMinute[Math.floor((this.now - WORLD.patience) / 60)]++;
    this.dialer.observe({ kind: 'abandoned', at: this.now });
  }

  #connect(agent) {
    this.dialer.observe({ kind: 'connected', at: this.now });
    this.#talking++;
    this.#become(agent, 'talking');
    const seconds = this.talkDraws.lognormal(WORLD.talkMean * this.scenario.talkFactor(this.now), WORLD.talkCv);
    this.#heap.push(this.now + seconds, TALK_ENDED, this.#staff.indexOf(agent));
  }

  #become(agent, status) {
    agent.status = status;
    agent.since = this.now * 1000;
  }

  #talkEnded(agent) {
    this.#talking--;
    this.dialer.observe({
      kind: 'talk-ended',
      at: this.now,
      agentId: agent.id,
      seconds: this.now - agent.since / 1000,
    });
    this.#become(agent, 'wrap-up');
    this.#heap.push(
      this.now + this.talkDraws.lognormal(WORLD.wrapMean, WORLD.wrapCv),
      WRAP_ENDED,
      this.#staff.indexOf(agent),
    );
  }

  #wrapEnded(agent) {
    this.dialer.observe({
      kind: 'wrap-up-ended',
      at: this.now,
      agentId: agent.id,
      seconds: this.now - agent.since / 1000,
    });
    if (agent.leave !== null) this.#depart(agent);
    else this.#makeReady(agent);
  }

  #makeReady(agent) {
    this.#become(agent, 'ready');
    if (this.#waiting.length > 0) {
      this.#waiting.shift();
      this.world.waiting--;
      this.#connect(agent);
    } else this.#idle.push(agent);
  }

  #leaves(agent) {
    agent.leave = agent.plans.shift();
    if (agent.status === 'ready') this.#leavers.push(agent);
    this.#release(this.dialer.releasable ?? Infinity);
  }

  /** Ready agents who want to go: at once, or as far as a dialer that promises a hard cap releases them. */
  #release(most) {
    let left = most;
    this.#leavers = this.#leavers.filter((agent) => {
      if (agent.status !== 'ready') return false; // got a call meanwhile, goes after it
      if (left-- < 1) return true;
      this.#idle.splice(this.#idle.indexOf(agent), 1);
      this.#depart(agent);
      return false;
    });
  }

  #depart(agent) {
    this.#become(agent, 'away');
    this.world.agents.splice(this.world.agents.indexOf(agent), 1);
    if (agent.leave < Infinity) this.#heap.push(this.now + agent.leave, RETURNS, this.#staff.indexOf(agent));
    agent.leave = null;
  }

  #arrive(agent) {
    this.world.agents.push(agent);
    this.#makeReady(agent);
  }
}
