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
const PASS_EVERY = 100;

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
function decide({ engine, peer, pass, floor, day, made }) {
  const at = floor.later();
  const agent = floor.someoneFree();
  const [choice, took] = timed(() => {
    engine.setAgent(agent);
    return engine.next(at, made);
  });
  day.ours.push(took);
  if (peer && made % PEER_EVERY === 0) {
    const [expected, peerTook] = timed(() => peer.next(at, agent));
    if (expected?.workId !== choice?.workId) throw new Error(`decision ${made}: ${choice?.workId} is not the heaviest`);
    day.peer.push(peerTook);
  }
  if (pass && made % PASS_EVERY === 0) day.pass.push(timed(() => pass.next(at, agent))[1]);
  if (choice) floor.served(choice.workId);
  if (choice) pass?.served(choice.workId);
  engine.setAgent(floor.busy(agent));
  const came = floor.arrives();
  engine.addWork(came);
  pass?.arrives(came);
}

/**
 * Everybody is busy and callers wait in every queue; then one agent after another becomes free, and a new caller takes the
 * place of the one who was served.
 */
function live(routing, { decisions, ...setting }, withPeer) {
  const floor = new Floor(setting);
  const engine = open(routing, floor);
  const peer = withPeer ? new FilterAndSort(floor) : null;
  const pass = withPeer ? new SqlPass(floor) : null;
  const day = { ours: [], peer: [], pass: [] };
  for (let made = 0; made < decisions; made += 1) decide({ engine, peer, pass, floor, day, made });
  return day;
}

export function measure(setting) {
  const routing = compiled('features/work/routing/domain/routing-engine.js');
  const days = Array.from({ length: DAYS }, () => live(routing, setting, false));
  const peers = live(routing, setting, true);
  const asTheyCame = days.map(({ ours }) => ours);
  return {
    ours: summary(middles(asTheyCame)),
    all: summary(asTheyCame.flat()),
    first: summary(asTheyCame[0].slice(0, FIRST)),
    peer: summary(peers.peer),
    pass: summary(peers.pass),
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
