import { performance } from 'node:perf_hooks';
import { compiled } from '../../reference/compiled.mjs';
import { percentile } from '../support/figures.mjs';
import { FilterAndSort } from './filter-and-sort.mjs';
import { dayOf } from './day.mjs';
import { Floor } from './floor.mjs';
import { SqlPass } from './sql-pass.mjs';

/** The same day is lived this often; a decision costs the middle of its times, so that a pause of the machine is no cost of ours. */
const DAYS = 5;
/** As many as a started backend makes before its code is compiled. */
const FIRST = 200;
/** Every how many decisions of a further day the peer is asked too: it is slow, and its answer has to be ours. */
const PEER_EVERY = 10;
/** The pass of a telephone switch is slower still. */
const PASS_EVERY = 250;

const summary = (sample) => ({ p50: percentile(sample, 0.5), p99: percentile(sample, 0.99) });
const middles = (days) =>
  days[0].map((_, at) =>
    percentile(
      days.map((day) => day[at]),
      0.5,
    ),
  );

function timed(work) {
  const began = performance.now();
  const result = work();
  return [result, (performance.now() - began) * 1000];
}

function open({ RoutingEngine }, floor) {
  const engine = new RoutingEngine();
  for (const rules of floor.queues) engine.setQueue(rules);
  for (const [agentId, skills] of floor.skills) engine.setSkills(agentId, skills);
  for (const agent of floor.agents) engine.setAgent(agent);
  for (const work of floor.waiting.values()) engine.addWork(work);
  // Everybody is busy: it only puts each item where its wait so far belongs.
  engine.next(floor.at, 0);
  return engine;
}

/** One decision: from the news that somebody is free to the choice. */
async function decide({ engine, peer, pass, floor, day, made }) {
  const at = floor.later();
  const agent = floor.someoneFree();
  const [choice, took] = timed(() => {
    engine.setAgent(agent);
    return engine.next(at, made);
  });
  day.ours.push(took);
  if (peer && made % PEER_EVERY === 0) {
    const [expected, peerTook] = timed(() => peer.next(at, agent));
    if (expected?.workId !== choice?.workId) day.inversions += 1;
    day.peer.push(peerTook);
  }
  if (pass && made % PASS_EVERY === 0) {
    const began = performance.now();
    await pass.next(at, agent);
    day.pass.push((performance.now() - began) * 1000);
  }
  if (choice) floor.served(choice.workId);
  if (choice) await pass?.served(choice.workId);
  engine.setAgent(floor.busy(agent));
  const came = floor.arrives();
  engine.addWork(came);
  await pass?.arrives(came);
}

/**
 * Everybody is busy and callers wait in every queue; then one agent after another becomes free, and a new caller takes the
 * place of the one who was served.
 */
async function live(routing, { decisions, ...setting }, databaseUrl) {
  const floor = new Floor(setting);
  const engine = open(routing, floor);
  const peer = databaseUrl ? new FilterAndSort(floor) : null;
  const pass = databaseUrl ? await SqlPass.open(floor, databaseUrl) : null;
  const day = { ours: [], peer: [], pass: [], inversions: 0 };
  for (let made = 0; made < decisions; made += 1) await decide({ engine, peer, pass, floor, day, made });
  await pass?.close();
  return day;
}

export async function measure(setting, databaseUrl) {
  const routing = compiled('features/work/routing/domain/routing-engine.js');
  const days = [];
  for (let day = 0; day < DAYS; day += 1) days.push(await live(routing, setting, null));
  const peers = await live(routing, setting, databaseUrl);
  const asTheyCame = days.map(({ ours }) => ours);
  return {
    ours: summary(middles(asTheyCame)),
    all: summary(asTheyCame.flat()),
    first: summary(asTheyCame[0].slice(0, FIRST)),
    peer: summary(peers.peer),
    pass: summary(peers.pass),
    inversions: peers.inversions,
    rebuilt: timed(() => open(routing, new Floor(setting)))[1] / 1000,
  };
}

/** A day of 20 000 calls through the engine, expected waits included. */
export function measureDay({ seed, agents, queues }) {
  const { simulateDay } = compiled('features/work/routing/domain/simulate-day.js');
  const day = dayOf({ seed, agents, queues });
  const [result, took] = timed(() => simulateDay(day));
  const [again] = timed(() => simulateDay(day));
  const errors = result.estimates.map(
    ({ expectedMs, actualMs }) => Math.abs(expectedMs - actualMs) / Math.max(actualMs, 1000),
  );
  return {
    seconds: took / 1e6,
    error: percentile(errors, 0.5) * 100,
    same: JSON.stringify(again) === JSON.stringify(result),
  };
}
