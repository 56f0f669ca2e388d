import { EslProxy } from './support/esl-proxy.mjs';
import { startBareAnswerer } from './support/bare-answerer.mjs';
import { figure, percentile } from './support/figures.mjs';
import { paced } from './support/house.mjs';
import { readOptions } from '../dev/options.mjs';
import { startStack } from '../dev/stack.mjs';

const EVENTS_PER_SECOND = 300;
const TRIAL = { rate: 5, seconds: 6 };
const SECONDS = 20;
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

/** Callers at a rate that makes the wanted number of events; the rate is found by a short trial. */
async function load(proxy, phones) {
  let callers = 0;
  const next = () => call(phones, (callers += 1));
  await paced(TRIAL, next);
  await nap(SETTLE_MS);
  const perCall = proxy.events / callers;
  proxy.clear();
  const rate = Math.max(1, Math.round(EVENTS_PER_SECOND / perCall));
  const began = Date.now();
  await paced({ rate, seconds: SECONDS }, next);
  const events = proxy.events / ((Date.now() - began) / 1000);
  await nap(SETTLE_MS);
  return { latencies: proxy.latencies, events, calls: rate * SECONDS, unanswered: proxy.unanswered };
}

/** The whole stack as `npm start` runs it, with us between the backend and its switch. */
async function ours({ services, dir, progress }) {
  let proxy;
  const between = async (environment) => {
    proxy = new EslProxy(Number(environment.CENTRALA_SWITCH_PORT));
    return { ...environment, CENTRALA_SWITCH_PORT: String(await proxy.listen()) };
  };
  const options = readOptions(['--no-traffic', '--data-dir', dir]);
  const stack = await startStack({ options, dataDir: dir, progress, services, between });
  try {
    const phones = stack.environment.CENTRALA_SWITCH_PHONES_URL;
    const measured = await load(proxy, phones);
    return { measured, peer: await peer(stack) };
  } finally {
    await proxy.close();
    await stack.stop();
  }
}

/** The same callers at the same switch, answered by the least that can answer. */
async function peer(stack) {
  await stack.stopBackend();
  const proxy = new EslProxy(Number(stack.switchPort));
  const port = await proxy.listen();
  const answerer = await startBareAnswerer({ port, password: stack.environment.CENTRALA_SWITCH_PASSWORD });
  try {
    return await load(proxy, stack.environment.CENTRALA_SWITCH_PHONES_URL);
  } finally {
    answerer.stop();
    await proxy.close();
  }
}

/** A caller is parked → our first command about him leaves, with the call decided and journalled in between. */
export const bench = {
  name: 'control-plane',
  title: `${EVENTS_PER_SECOND} events a second for ${SECONDS} s from the simulated switch, over the event socket`,
  seeds: 'none drawn: callers give up after 2 s',
  peer: 'rebuilt here: a bare client that answers parked callers, without a database',
  async run(context) {
    const { measured, peer: bare } = await ours(context);
    return [
      figure('events', measured.events, '1/s'),
      figure('callers', measured.calls, ''),
      figure('callers without a command', measured.unanswered, '', ['≤', 0]),
      figure('event in → command out, p50', percentile(measured.latencies, 0.5), 'ms', ['≤', 5]),
      figure('event in → command out, p99', percentile(measured.latencies, 0.99), 'ms', ['≤', 25]),
      figure('peer, p50', percentile(bare.latencies, 0.5), 'ms'),
      figure('peer, p99', percentile(bare.latencies, 0.99), 'ms'),
    ];
  },
};
