import { compiled } from '../../reference/compiled.mjs';
import { randomOf } from './floor.mjs';

const MINUTE = 60_000;
const rules = (id, base, slope) => ({
  ...compiled('features/work/routing/domain/routing-choice.js').NO_RULES,
  ...{ id, base, slope, members: ['a'], strategy: 'linear', cap: null, offerTimeoutSeconds: 20, active: true },
});
const item = (workId, queueId, queuedAt) => ({
  ...{ workId, queueId, channel: 'call', queuedAt, enteredAt: queuedAt, priority: null, priorityBy: null },
  ...{ requirements: [], affinity: null, via: [] },
});
const ready = { id: 'a', status: 'ready', reason: null, reachable: true, free: ['call'] };

/**
 * A class that grows faster under one that starts higher and never runs dry: how long its caller waits at most over the bound,
 * which is the crossing of the two weights and one service. Below nothing: never longer.
 */
export function measureStarvation({ seed, worlds = 400 }) {
  const { RoutingEngine } = compiled('features/work/routing/domain/routing-engine.js');
  const draw = randomOf(seed);
  let worst = -Infinity;
  for (let world = 0; world < worlds; world += 1) {
    const [gap, slow, faster] = [1 + Math.floor(draw() * 300), Math.floor(draw() * 4), 1 + Math.floor(draw() * 4)];
    const service = 1000 * (1 + Math.floor(draw() * 60));
    const engine = new RoutingEngine();
    engine.setQueue(rules('high', 100 + gap, slow));
    engine.setQueue(rules('low', 100, slow + faster));
    engine.addWork(item('low', 'low', 0));
    for (let at = 0; engine.isWaiting('low'); at += service) {
      for (const each of ['x', 'y']) engine.addWork(item(`${each}${at}`, 'high', at));
      engine.setAgent(ready);
      const choice = engine.next(at, 1);
      if (choice?.workId === 'low') worst = Math.max(worst, at - ((gap / faster) * 1000 + service));
    }
  }
  return worst / 1000;
}

/** Callers of equal rules, an hour of arrivals, hang-ups and answers: how often anybody's place got worse. */
export function measurePlaces({ seed, hours = 3 }) {
  const { RoutingEngine } = compiled('features/work/routing/domain/routing-engine.js');
  const draw = randomOf(seed);
  const engine = new RoutingEngine();
  engine.setQueue({ ...rules('q', 100, 1), slopes: [{ afterSeconds: 120, slopePerSecond: 4 }] });
  const places = new Map();
  let [risen, arrived, at] = [0, 0, 0];
  for (; at < hours * 60 * MINUTE; at += 1000 + Math.floor(draw() * 9000)) {
    if (draw() < 0.55) engine.addWork(item(`w${(arrived += 1)}`, 'q', at));
    const works = engine.worksOf('q');
    if (draw() < 0.1 && works.length > 0) engine.removeWork(works[Math.floor(draw() * works.length)].workId);
    if (draw() < 0.45) engine.setAgent(ready);
    engine.next(at, 1);
    const order = [...engine.worksOf('q')].sort(
      (a, b) => engine.weightOf(b, at) - engine.weightOf(a, at) || a.queuedAt - b.queuedAt,
    );
    for (const [index, { workId }] of order.entries()) {
      if (index > (places.get(workId) ?? Infinity)) risen += 1;
      places.set(workId, index);
    }
  }
  return { risen, arrived };
}
