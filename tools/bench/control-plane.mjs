import { readFileSync } from 'node:fs';
import { EslProxy } from './support/esl-proxy.mjs';
import { startBareAnswerer } from './support/bare-answerer.mjs';
import { figure, percentile } from './support/figures.mjs';
import { paced } from './support/house.mjs';
import { readOptions } from '../dev/options.mjs';
import { startStack } from '../dev/stack.mjs';

const EVENTS_PER_SECOND = 300;
const WARM_UP = { rate: 5, seconds: 6 };
const ORDINARY = { rate: 10, seconds: 20 };
const OWN_NUMBER = '+48221000100';
const SETTLE_MS = 3000;

const nap = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One caller who hears the greeting, waits a little and gives up: every step of it is an event. */
async function call(phones, number) {
  const caller = {
    from: `+4860${String(number).padStart(7, '0')}`,
    to: OWN_NUMBER,
    trunk: 'trunk-pl-1',
    patienceMs: 2000,
  };
  const response = await fetch(`${phones}/calls`, { method: 'POST', body: JSON.stringify(caller) });
  if (!response.ok) throw new Error(`the simulated switch refused a caller: ${await response.text()}`);
  await response.arrayBuffer();
}

const TICKS_A_SECOND = 100;

/** Processor seconds that a process has used so far: what a busy machine does not change. */
function processorSeconds(pid) {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) / TICKS_A_SECOND;
}

/** Callers at a steady rate: how long each waited for the first command about him, and what it made of events. */
async function load(proxy, phones, { rate, seconds }) {
  proxy.clear();
  const began = Date.now();
  await paced({ rate, seconds }, () => call(phones, (callers += 1)));
  const events = proxy.events / ((Date.now() - began) / 1000);
  await nap(SETTLE_MS);
  return { latencies: proxy.latencies, events, calls: rate * seconds, unanswered: proxy.unanswered };
}

let callers = 0;

/** The ordinary rate, then the one that makes the wanted number of events; `rates` repeats those of an earlier run. */
async function bothLoads(proxy, phones, rates) {
  await load(proxy, phones, WARM_UP);
  const ordinary = await load(proxy, phones, ORDINARY);
  const perCall = ordinary.events / ORDINARY.rate;
  const rate = rates?.full ?? Math.max(1, Math.round(EVENTS_PER_SECOND / perCall));
  const full = await load(proxy, phones, { rate, seconds: ORDINARY.seconds });
  return { ordinary, full, rates: { full: rate } };
}

/** The whole stack as `npm start` runs it, with us between the backend and its switch. */
async function ours({ services, dir, progress }) {
  let proxy;
  const between = async (environment) => {
    proxy = new EslProxy(Number(environment.CENTRALA_SWITCH_PORT));
    return { ...environment, CENTRALA_SWITCH_PORT: String(await proxy.listen()) };
  };
  const options = readOptions(['--no-traffic', '--data-dir', dir]);
  const stack = await startStack({ options, dataDir: dir, progress, services, between, withConsole: false });
  try {
    const phones = stack.environment.CENTRALA_SWITCH_PHONES_URL;
    const before = processorSeconds(stack.backendPid());
    const already = callers;
    const measured = await bothLoads(proxy, phones);
    measured.processorMs = (1000 * (processorSeconds(stack.backendPid()) - before)) / (callers - already);
    return { measured, bare: await peer(stack, measured.rates) };
  } finally {
    await proxy.close();
    await stack.stop();
  }
}

/** The same callers at the same switch, answered by the least that can answer. */
async function peer(stack, rates) {
  await stack.stopBackend();
  const proxy = new EslProxy(Number(stack.switchPort));
  const port = await proxy.listen();
  const answerer = await startBareAnswerer({ port, password: stack.environment.CENTRALA_SWITCH_PASSWORD });
  try {
    return await bothLoads(proxy, stack.environment.CENTRALA_SWITCH_PHONES_URL, rates);
  } finally {
    answerer.stop();
    await proxy.close();
  }
}

const spread = ({ latencies }) => ({ p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) });

/** A caller is parked → our first command about him leaves, with the call decided and journalled in between. */
export const bench = {
  name: 'control-plane',
  title: `${ORDINARY.rate} callers a second, then ${EVENTS_PER_SECOND} events a second, ${ORDINARY.seconds} s each, over the event socket`,
  seeds: 'none drawn: callers give up after 2 s',
  peer: 'rebuilt here: a bare client that answers parked callers, without a database',
  async run(context) {
    const { measured, bare } = await ours(context);
    const [ordinary, full] = [spread(measured.ordinary), spread(measured.full)];
    const [least, leastFull] = [spread(bare.ordinary), spread(bare.full)];
    return [
      figure(`${ORDINARY.rate} callers/s: parked → commanded, p50`, ordinary.p50, 'ms'),
      figure(`${ORDINARY.rate} callers/s: parked → commanded, p99`, ordinary.p99, 'ms'),
      figure('… over the peer, p50', ordinary.p50 - least.p50, 'ms', ['≤', 25]),
      figure('… over the peer, p99', ordinary.p99 - least.p99, 'ms', ['≤', 60]),
      figure('processor time of the backend for a caller', measured.processorMs, 'ms'),
      figure('full load: events', measured.full.events, '1/s'),
      figure('full load: callers', measured.full.calls, ''),
      figure('full load: callers without a command', measured.full.unanswered, '', ['≤', 0]),
      figure('full load: event in → command out, p50', full.p50, 'ms', ['≤', 5]),
      figure('full load: event in → command out, p99', full.p99, 'ms', ['≤', 25]),
      figure('full load: peer, p50', leastFull.p50, 'ms'),
      figure('full load: peer, p99', leastFull.p99, 'ms'),
    ];
  },
};
