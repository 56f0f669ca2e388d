const STRATEGIES = ['linear', 'round-robin', 'random', 'ring-all'];
const SHARE_OF_AGENTS = 0.2;
const SKILLS = 40;
/** So many items ask for something of their own beside what their queue asks for. */
const SHARE_OF_DEMANDING = 0.2;
const START = Date.UTC(2026, 10, 23, 9);

/** mulberry32: the same seed gives the same floor and the same day. */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A company in the rush: who serves which queue, who waits, who becomes free next. */
export class Floor {
  constructor({ seed, agents, queues, waiting }) {
    this.draw = randomOf(seed);
    this.at = START;
    this.arrived = 0;
    this.agents = Array.from({ length: agents }, (_, index) => this.busy({ id: `agent-${index}` }));
    this.skills = new Map(this.agents.map(({ id }) => [id, this.someSkills()]));
    this.queues = Array.from({ length: queues }, (_, index) => this.queue(index));
    this.waiting = new Map();
    for (let index = 0; index < waiting; index += 1) this.arrives(START - Math.floor(this.draw() * 900_000));
  }

  /** Half of everything, in any level. */
  someSkills() {
    const held = Array.from({ length: SKILLS }, (_, index) => index).filter(() => this.draw() < 0.5);
    return new Map(held.map((index) => [`skill-${index}`, 1 + Math.floor(this.draw() * 10)]));
  }

  requirement(level) {
    const skillId = `skill-${Math.floor(this.draw() * SKILLS)}`;
    return { skillId, level, mandatory: true, weight: 1 };
  }

  queue(index) {
    const members = this.agents.filter(() => this.draw() < SHARE_OF_AGENTS).map(({ id }) => id);
    return {
      id: `queue-${index}`,
      strategy: STRATEGIES[index % STRATEGIES.length],
      members,
      base: 50 + 10 * (index % 5),
      slope: 1 + (index % 3),
      slopes: index % 4 === 0 ? [{ afterSeconds: 300, slopePerSecond: 5 }] : [],
      cap: index % 5 === 0 ? 1000 : null,
      skills: [this.requirement(1 + (index % 6))],
      ranking: index % 3 === 0 ? 'closest-skills' : 'strategy',
      rings:
        index % 2 === 0
          ? [
              { afterSeconds: 120, lowerBy: 2 },
              { afterSeconds: 600, lowerBy: 10 },
            ]
          : [],
      hours: null,
      overflow: [],
      offerTimeoutSeconds: 20,
      active: true,
    };
  }

  busy = ({ id }) => ({ id, status: 'busy', reason: null, reachable: true, free: [] });

  later() {
    this.at += 1 + Math.floor(this.draw() * 500);
    return this.at;
  }

  someoneFree() {
    const { id } = this.agents[Math.floor(this.draw() * this.agents.length)];
    return { id, status: 'ready', reason: null, reachable: true, free: ['call'] };
  }

  arrives(queuedAt = this.at) {
    const workId = `work-${this.arrived}`;
    this.arrived += 1;
    const queueId = this.queues[Math.floor(this.draw() * this.queues.length)].id;
    const demanding = this.draw() < SHARE_OF_DEMANDING;
    const requirements = demanding ? [this.requirement(1)] : [];
    const priority = this.draw() < 0.1 ? Math.floor(this.draw() * 300) : null;
    const priorityBy = priority === null ? null : 'record';
    const more = { priorityBy, enteredAt: queuedAt, requirements, affinity: null, via: [] };
    const work = { workId, channel: 'call', queueId, queuedAt, priority, ...more };
    this.waiting.set(workId, work);
    return work;
  }

  served(workId) {
    this.waiting.delete(workId);
  }
}
