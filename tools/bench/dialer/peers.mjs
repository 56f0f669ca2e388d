// Peers, re-built from their published logic. Each sees what the real one sees, at the pace at which it looks.

const readyIn = (world) => world.agents.reduce((count, each) => count + (each.status === 'ready' ? 1 : 0), 0);

/** One call for each ready agent who has none. */
export class Progressive {
  reactive = true;
  interval = 1;
  observe() {}
  decide(_now, world) {
    return Math.max(0, readyIn(world) - world.ringing.length - world.waiting);
  }
}

/** `ratio` calls for each ready agent. */
export class FixedRatio {
  reactive = true;
  interval = 1;
  constructor({ ratio }) {
    this.ratio = ratio;
  }
  observe() {}
  decide(_now, world) {
    return Math.max(0, Math.floor(this.ratio * readyIn(world)) - world.ringing.length - world.waiting);
  }
}

const ADAPT_EVERY = 15;
const COUNT_DROPS_EVERY = 60;
const DIFFERENTIAL_SECONDS = 15;

/**
 * VICIdial: every second it notes ready agents and waiting calls, every 15 s it moves the dial level by their 15 s average
 * over the agents (times an intensity), every 60 s it recounts drops and answers of the day; over the limit, `hard` falls
 * back to level 1 and `average` halves the level. A dialling loop of 2.5 s fills up to level × agents (those who talk or are
 * ready) with calls of any state, or with `availableOnly` to level × ready agents with calls not yet connected.
 */
export class Vicidial {
  reactive = false;
  interval = 0.5;
  level = 1;
  #notes = [];
  #answered = 0;
  #dropped = 0;
  #known = { answered: 0, dropped: 0 };
  #next = { note: 0, adapt: ADAPT_EVERY, drops: COUNT_DROPS_EVERY, dial: 0 };

  constructor(settings) {
    this.settings = settings;
  }

  observe({ kind }) {
    if (kind === 'connected' || kind === 'abandoned') this.#answered++;
    if (kind === 'abandoned') this.#dropped++;
  }

  #due(what, now, every) {
    if (now < this.#next[what]) return false;
    this.#next[what] = now + every;
    return true;
  }

  decide(now, world) {
    if (this.#due('note', now, 1)) this.#note(world);
    if (this.#due('drops', now, COUNT_DROPS_EVERY)) this.#known = { answered: this.#answered, dropped: this.#dropped };
    if (this.#due('adapt', now, ADAPT_EVERY)) this.#adapt();
    return this.#due('dial', now, 2.5) ? this.#callsMissing(world) : 0;
  }

  #note(world) {
    this.#notes.push({ ready: readyIn(world), waiting: world.waiting, agents: world.agents.length });
    if (this.#notes.length > DIFFERENTIAL_SECONDS) this.#notes.shift();
  }

  #adapt() {
    const { intensity, target, mode, highest, limit = 0.03 } = this.settings;
    const sum = (pick) => this.#notes.reduce((total, each) => total + pick(each), 0);
    const agents = sum((each) => each.agents);
    if (agents === 0) return;
    const share = (sum((each) => each.ready - each.waiting) + target * this.#notes.length) / agents;
    const weight = share < 0 ? Math.abs(intensity / 100 - 1) : intensity / 100 + 1;
    this.level = Math.max(1, Math.min(highest, this.level * (1 + share * weight)));
    const { answered, dropped } = this.#known;
    if (answered <= 50 || dropped / answered <= limit) return;
    this.level = mode === 'hard' ? 1 : Math.max(1, this.level / 2);
  }

  #callsMissing({ agents, ringing, waiting }) {
    const talking = agents.reduce((count, each) => count + (each.status === 'talking' ? 1 : 0), 0);
    const ready = readyIn({ agents });
    const { availableOnly } = this.settings;
    const goal = Math.round(this.level * (availableOnly ? ready : ready + talking));
    return Math.max(0, goal - ringing.length - waiting - (availableOnly ? 0 : talking));
  }
}

const across = (...lists) =>
  lists.reduce((rows, list) => rows.flatMap((row) => list.map((each) => [...row, each])), [[]]);

export const RATIOS = [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 5].map((ratio) => ({ ratio }));

/** Targets scale with the floor: so many agents are meant to wait. */
export const vicidialSettings = (agents) =>
  across(['hard', 'average'], [-50, 0], [0, -0.04, -0.08, -0.15], [10], [false, true]).map(
    ([mode, intensity, share, highest, availableOnly]) => ({
      mode,
      intensity,
      target: Math.round(share * agents * 10) / 10,
      highest,
      availableOnly,
    }),
  );
