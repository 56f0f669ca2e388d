import { compiled } from '../../reference/compiled.mjs';
import { randomOf } from './floor.mjs';

const AGENTS = 6;
const QUEUES = 3;
/** Steps of one world before the next begins. */
const STEPS = 200;

/**
 * Two engines, as two processes have them in the moment when the lease goes from one to the other: each follows the journal
 * at its own pace, so both decide from what is stale, and steps of agents and callers fall between. What counts is what the
 * deciders of agents and work accept, as in the offer's transaction.
 */
class World {
  constructor(draw, code) {
    Object.assign(this, { draw, code, states: new Map(), events: [], offers: [], arrived: 0, at: 1000 });
    this.engines = [0, 1].map(() => ({ feed: new code.EngineFeed(new code.RoutingEngine()), read: 0 }));
    for (let queue = 0; queue < QUEUES; queue += 1) this.saveQueue(queue);
    for (let agent = 0; agent < AGENTS; agent += 1) {
      this.agent(agent, { type: 'SignIn', sessionId: `s${agent}` });
      this.agent(agent, { type: 'PhoneRegistered' });
      this.agent(agent, { type: 'RequestStatus', status: 'ready', reason: null, note: null });
    }
  }

  pick = (count) => Math.floor(this.draw() * count);

  saveQueue(queue) {
    const members = Array.from({ length: AGENTS }, (_, agent) => `a${agent}`).filter(() => this.draw() < 0.6);
    const strategy = ['linear', 'random', 'round-robin', 'ring-all'][this.pick(4)];
    const rules = { id: `q${queue}`, members, strategy, base: this.pick(50), slope: this.pick(3), cap: null };
    this.write(`queue-q${queue}`, [
      { type: 'QueueSaved', data: { rules: { ...rules, offerTimeoutSeconds: 20, active: true } } },
    ]);
  }

  write(stream, events) {
    const known = this.states.get(stream) ?? { version: 0 };
    let { version } = known;
    for (const { type, data } of events) {
      version += 1;
      this.events.push({ position: this.events.length + 1, stream, version, type, data, meta: { at: this.at } });
    }
    this.states.set(stream, { ...known, version });
  }

  decide(decider, id, command) {
    const stream = `${decider.kind}-${id}`;
    const known = this.states.get(stream) ?? { state: decider.initialState, version: 0 };
    const decision = decider.decide(known.state, command);
    if (!decision.ok) return false;
    const state = decision.value.reduce((before, event) => decider.evolve(before, event), known.state);
    this.states.set(stream, { ...known, state });
    this.write(stream, decision.value);
    return true;
  }

  agent = (agent, order) => this.decide(this.code.agentDecider, `a${agent}`, { ...order, at: this.at });
  work = (command) => this.decide(this.code.workDecider, command.workId, command);

  step() {
    this.at += this.pick(400);
    const engine = this.engines[this.pick(2)];
    switch (this.pick(9)) {
      case 0:
        return this.arrive();
      case 1:
      case 2:
        return this.follow(engine);
      case 3:
      case 4:
        return this.offer(engine);
      case 5:
        return this.answer();
      case 6:
        return this.endSomething();
      case 7:
        return this.expire();
      default:
        return this.change();
    }
  }

  arrive() {
    const workId = `w${(this.arrived += 1)}`;
    const subject = { channel: 'call', subjectId: workId, queueId: `q${this.pick(QUEUES)}`, queuedAt: this.at };
    this.work({ type: 'Enqueue', workId, subject: { ...subject, priority: null } });
  }

  /** Some of what the engine has not heard yet. */
  follow(engine) {
    const upTo = engine.read + 1 + this.pick(12);
    for (; engine.read < Math.min(upTo, this.events.length); engine.read += 1)
      engine.feed.apply(this.events[engine.read]);
  }

  /** All or nothing, as the transaction: agents that accept, and the item. */
  offer({ feed }) {
    const choice = feed.engine.next(this.at, feed.position);
    if (!choice) return;
    const { workId, chosen } = choice;
    const item = this.states.get(`work-${workId}`)?.state;
    const offerId = `o${this.events.length}-${this.pick(1e9)}`;
    const offer = { offerId, channel: 'call', subjectId: workId, kind: 'queue' };
    if (item?.kind !== 'waiting') return;
    const taken = chosen.filter((id) => this.agent(Number(id.slice(1)), { type: 'Reserve', offer }));
    if (taken.length === 0) return;
    this.work({ type: 'Offer', workId, offer: { offerId, agentIds: taken }, expiresAt: this.at + 20_000, choice });
    this.offers.push({ workId, offerId, taken });
  }

  answer() {
    const found = this.offers[this.pick(this.offers.length || 1)];
    if (!found) return;
    const { workId, offerId, taken } = found;
    const item = this.states.get(`work-${workId}`).state;
    const winner = taken[this.pick(taken.length)];
    if (item.kind !== 'offered' || item.offer.offerId !== offerId || !item.offer.agentIds.includes(winner)) return;
    const start = { type: 'StartWork', workId: offerId, channel: 'call', subjectId: workId };
    if (!this.agent(Number(winner.slice(1)), start)) return;
    this.work({ type: 'Assign', workId, offerId, agentId: winner, at: this.at });
    for (const loser of taken.filter((id) => id !== winner))
      this.agent(Number(loser.slice(1)), { type: 'ReleaseOffer', offerId, because: 'taken-by-other' });
  }

  endSomething() {
    const agent = this.pick(AGENTS);
    const work = this.states.get(`agent-a${agent}`).state.work[0];
    if (work) this.agent(agent, { type: 'EndWork', workId: work.workId });
    else if (this.arrived > 0) {
      const workId = `w${1 + this.pick(this.arrived)}`;
      const { state } = this.states.get(`work-${workId}`);
      if (state.kind === 'offered')
        for (const id of state.offer.agentIds)
          this.agent(Number(id.slice(1)), { type: 'ReleaseOffer', offerId: state.offer.offerId, because: 'gone' });
      this.work({ type: 'Withdraw', workId, because: 'caller-hung-up', at: this.at });
    }
  }

  expire() {
    const found = this.offers[this.pick(this.offers.length || 1)];
    if (!found) return;
    const { workId, offerId, taken } = found;
    this.work({ type: 'ExpireOffer', workId, offerId, penalise: true });
    for (const id of taken) this.agent(Number(id.slice(1)), { type: 'MissOffer', offerId, cause: 'no-answer' });
  }

  change() {
    const agent = this.pick(AGENTS);
    if (this.draw() < 0.2) this.saveQueue(this.pick(QUEUES));
    else this.agent(agent, { type: 'RequestStatus', status: 'ready', reason: null, note: null });
  }

  /** Agents with more than one call, and calls with more than one agent. */
  doubles() {
    const owners = new Map();
    let doubles = 0;
    for (const [stream, { state }] of this.states) {
      if (!stream.startsWith('agent-') || !state) continue;
      if (state.work.length + state.offers.filter(({ kind }) => kind === 'queue').length > 1) doubles += 1;
      for (const { subjectId } of state.work) owners.set(subjectId, (owners.get(subjectId) ?? 0) + 1);
    }
    return doubles + [...owners.values()].filter((count) => count > 1).length;
  }
}

/** Random interleavings of stale decisions with everything else; how often anything was given twice. */
export function measureChaos({ seed, interleavings }) {
  const code = {
    ...compiled('features/work/agents/domain/agent.js'),
    ...compiled('features/work/routing/domain/work-item.js'),
    ...compiled('features/work/routing/domain/routing-engine.js'),
    ...compiled('features/work/routing/use-cases/engine-feed.js'),
  };
  const draw = randomOf(seed);
  let [doubles, offers] = [0, 0];
  for (let done = 0; done < interleavings; done += STEPS) {
    const world = new World(draw, code);
    for (let step = 0; step < STEPS; step += 1) {
      world.step();
      doubles += world.doubles();
    }
    offers += world.offers.length;
  }
  return { doubles, offers };
}
