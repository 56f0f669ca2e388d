import { compiled } from '../../reference/compiled.mjs';
import { HOUR, dayOf } from './day.mjs';

const meta = (at) => ({ at, actor: { kind: 'system', id: 'bench' }, correlation: 'bench', causation: null });
/** So many offers in a hundred are missed, and so long somebody who missed one is away. */
const MISSED = 0.02;
const AWAY_MS = 20_000;
const RING_MS = 3000;
const OFFER_MS = 20_000;

/**
 * A day written into a journal: the same deciders of agents and work, the same engine and feed as live, and the dispatcher's
 * order of steps, in memory and on no clock. Calls, answers and misses are drawn.
 */
export class LivedDay {
  constructor({ seed, agents, queues, calls }) {
    this.events = [];
    this.states = new Map();
    this.read = 0;
    const engine = compiled('features/work/routing/domain/routing-engine.js');
    const { EngineFeed } = compiled('features/work/routing/use-cases/engine-feed.js');
    const { EventQueue } = compiled('features/work/routing/domain/event-queue.js');
    this.agentDecider = compiled('features/work/agents/domain/agent.js').agentDecider;
    this.workDecider = compiled('features/work/routing/domain/work-item.js').workDecider;
    this.arrivedIn = compiled('features/work/routing/use-cases/affected-work.js').arrivedIn;
    this.feed = new EngineFeed(new engine.RoutingEngine());
    this.agenda = new EventQueue();
    this.day = dayOf({ seed, agents, queues, calls });
    this.drawFor = compiled('features/work/routing/domain/choose-agents.js').drawFor;
    this.calls = new Map(this.day.calls.map((call) => [call.work.workId, call]));
    this.open();
  }

  /** Settings, and everybody signed in, ready and with a phone. */
  open() {
    for (const rules of this.day.queues)
      this.write(`queue-${rules.id}`, [{ type: 'QueueSaved', data: { queueId: rules.id, rules } }], 0);
    for (const [agentId, skills] of this.day.skills) {
      const held = [...skills].map(([skillId, level]) => ({ skillId, level }));
      this.write(`agent-skills-${agentId}`, [{ type: 'AgentSkillsChanged', data: { agentId, skills: held } }], 0);
    }
    for (const { id } of this.day.agents) {
      this.agent(id, { type: 'SignIn', sessionId: id }, 0);
      this.agent(id, { type: 'PhoneRegistered' }, 0);
      this.agent(id, { type: 'RequestStatus', status: 'ready', reason: null, note: null }, 0);
    }
    for (const { work } of this.day.calls) this.agenda.push(work.queuedAt, () => this.arrive(work));
  }

  /** Lives the day; its events as the journal has them. */
  live() {
    this.follow(0);
    for (let next = this.agenda.pop(); next; next = this.agenda.pop()) {
      next.what(next.at);
      this.follow(next.at);
    }
    return this.events;
  }

  arrive(work) {
    const { workId, channel, queueId, queuedAt, priority, requirements } = work;
    const subject = { channel, subjectId: workId, queueId, queuedAt, priority, requirements };
    this.work({ type: 'Enqueue', workId, subject }, queuedAt);
    this.agenda.push(queuedAt + Math.round(this.calls.get(workId).patienceMs), (at) => this.giveUp(workId, at));
  }

  giveUp(workId, at) {
    if (this.stateOf('work', workId)?.kind !== 'waiting') return;
    this.work({ type: 'Withdraw', workId, because: 'caller-hung-up', at }, at);
  }

  /** What the dispatcher does with every batch of the relay. */
  follow(at) {
    while (this.read < this.events.length) {
      const batch = this.events.slice(this.read);
      this.read = this.events.length;
      for (const event of batch) this.feed.apply(event);
      const { engine } = this.feed;
      for (let made = engine.next(at, this.feed.position); made; made = engine.next(at, this.feed.position))
        this.offer(made, at);
      for (const workId of this.arrivedIn(batch).keys()) {
        const choice = engine.explain(workId, at, this.feed.position);
        if (choice) this.work({ type: 'Hold', workId, choice }, at);
      }
      engine.takeWoken(at);
      const wake = engine.nextWake();
      if (wake !== null && wake !== this.armed) this.agenda.push((this.armed = wake), (then) => this.wake(then));
    }
  }

  wake(at) {
    this.write('routing-wake', [{ type: 'RoutingWoken', data: { at } }], at);
  }

  offer(choice, at) {
    const { workId, chosen } = choice;
    const offerId = `${workId}@${at}`;
    const offer = { offerId, channel: 'call', subjectId: workId, kind: 'queue' };
    for (const agentId of [...chosen].sort()) this.agent(agentId, { type: 'Reserve', offer }, at);
    this.work({ type: 'Offer', workId, offer: { offerId, agentIds: chosen }, expiresAt: at + OFFER_MS, choice }, at);
    const misses = this.drawFor(`${offerId}/miss`) < MISSED;
    this.agenda.push(at + (misses ? OFFER_MS : RING_MS), (then) =>
      misses ? this.miss({ workId, offerId, chosen }, then) : this.answer({ workId, offerId, chosen }, then),
    );
  }

  miss({ workId, offerId, chosen }, at) {
    this.work({ type: 'ExpireOffer', workId, offerId, penalise: true }, at);
    for (const agentId of chosen) {
      this.agent(agentId, { type: 'MissOffer', offerId, cause: 'no-answer' }, at);
      this.agenda.push(at + AWAY_MS, (then) =>
        this.agent(agentId, { type: 'RequestStatus', status: 'ready', reason: null, note: null }, then),
      );
    }
  }

  answer({ workId, offerId, chosen: [winner, ...others] }, at) {
    const start = { type: 'StartWork', workId: offerId, channel: 'call', subjectId: workId };
    this.agent(winner, start, at);
    this.work({ type: 'Assign', workId, offerId, agentId: winner, at }, at);
    for (const loser of others) this.agent(loser, { type: 'ReleaseOffer', offerId, because: 'taken-by-other' }, at);
    const { handlingMs } = this.calls.get(workId);
    const [talk, all] = [at + Math.round(handlingMs * 0.9), at + Math.round(handlingMs)];
    this.agenda.push(talk, (then) =>
      this.agent(winner, { type: 'StartWrapUp', workId: offerId, until: all, closing: 'timer' }, then),
    );
    this.agenda.push(all, (then) =>
      this.agent(winner, { type: 'WrapUpElapsed', workId: offerId, patienceMs: 0 }, then),
    );
  }

  agent(id, order, at) {
    this.decide(this.agentDecider, id, { ...order, at }, at);
  }

  work(command, at) {
    this.decide(this.workDecider, command.workId, command, at);
  }

  stateOf(kind, id) {
    return this.states.get(`${kind}-${id}`)?.state;
  }

  decide(decider, id, command, at) {
    const stream = `${decider.kind}-${id}`;
    const known = this.states.get(stream) ?? { state: decider.initialState, version: 0 };
    const decision = decider.decide(known.state, command);
    if (!decision.ok) throw new Error(`${stream} refuses ${command.type}: ${decision.refusal.code}`);
    const state = decision.value.reduce((before, event) => decider.evolve(before, event), known.state);
    this.states.set(stream, { ...known, state });
    this.write(stream, decision.value, at);
  }

  write(stream, events, at) {
    const known = this.states.get(stream) ?? { version: 0 };
    let { version } = known;
    for (const { type, data } of events) {
      version += 1;
      // As it comes back from the database: nothing shared, nothing undefined.
      const stored = JSON.parse(JSON.stringify(data));
      this.events.push({ position: this.events.length + 1, stream, version, type, data: stored, meta: meta(at) });
    }
    this.states.set(stream, { ...known, version });
  }
}

/** The period in which the day's calls came. */
export const PERIOD = { from: 0, to: 10 * HOUR };
