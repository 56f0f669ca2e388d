import { performance } from 'node:perf_hooks';
import { loadPacer } from './load-pacer.mjs';
import { WORLD } from './scenario.mjs';

const pacer = await loadPacer();

/** The pacer of the backend, asked twice a second. Its state goes through JSON once an hour, as after a restart. */
export class Ours {
  reactive = false;
  interval = 0.5;
  slowest = 0;
  #settings;
  #known;
  #state = pacer.initialPacingState;

  constructor({ mode = 'steered', known = {} } = {}) {
    this.#settings = { ...pacer.DEFAULT_PACING_SETTINGS, mode };
    this.#known = known;
  }

  observe(observation) {
    const told = { ...observation, at: observation.at * 1000 };
    if (observation.dialledAt !== undefined) told.dialledAt = observation.dialledAt * 1000;
    this.#state = pacer.observePacing(this.#state, told, this.#settings);
  }

  decide(now, world) {
    if (now > 0 && now % 3600 === 0) this.#state = JSON.parse(JSON.stringify(this.#state));
    const { dial, releasable } = pacer.decidePacing(
      { state: this.#state, now: now * 1000, world },
      this.#settings,
      this.#known,
    );
    this.releasable = this.#settings.mode === 'hard' ? releasable : Infinity;
    return dial;
  }

  /** Microseconds a decision takes in `world` as the state is now: median of many. */
  timeDecision(now, world, rounds = 200) {
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      pacer.decidePacing({ state: this.#state, now: now * 1000 + round, world }, this.#settings);
      times.push((performance.now() - began) * 1000);
    }
    return times.sort((a, b) => a - b)[Math.floor(rounds / 2)];
  }
}

const SECONDS = 64;

/** What an oracle knows of answers in the steady world: the true rate, when people answer, when calls fail. */
export function trueAnswers(rate) {
  const answered = new Float64Array(SECONDS + 1);
  const ended = new Float64Array(SECONDS + 1);
  const by = (seconds) => ringCdf(Math.min(seconds, WORLD.ringTimeout)) / ringCdf(WORLD.ringTimeout);
  const [low, high] = WORLD.failAfter;
  for (let second = 0; second <= SECONDS; second++) {
    answered[second] = rate * by(second);
    ended[second] = WORLD.failShare * Math.min(1, Math.max(0, (second - low) / (high - low)));
    if (second >= WORLD.ringTimeout) ended[second] = 1 - rate;
  }
  return { rate, relativeVariance: 0, answeredBy: answered, endedBy: ended };
}

/** P(U(1,3) + Gamma(2) ≤ seconds), over the uniform in small steps. */
function ringCdf(seconds) {
  const [low, high] = WORLD.ringBase;
  const scale = WORLD.ringMean / 2;
  let sum = 0;
  for (let step = 0; step < 40; step++) {
    const x = (seconds - low - ((step + 0.5) / 40) * (high - low)) / scale;
    if (x > 0) sum += 1 - Math.exp(-x) * (1 + x);
  }
  return sum / 40;
}
