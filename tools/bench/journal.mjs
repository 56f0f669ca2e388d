import { performance } from 'node:perf_hooks';
import { figure, percentile } from './support/figures.mjs';
import { openHouse, paced, timed } from './support/house.mjs';

const LOAD = { rate: 300, seconds: 15 };
const CALLS = 60;
const SUBSCRIBERS = 12;
const ALONE = 500;
const FULL_MS = 4000;
const AT_A_TIME = 16;

const meta = { at: 0, actor: { kind: 'system', id: 'switch' }, correlation: 'bench', causation: null };

/** A call's state of ordinary size: three legs, a timeline of markers. */
const call = {
  kind: 'benchcall',
  stateVersion: 1,
  initialState: { steps: 0, legs: [], markers: {} },
  decide: (_state, { step, sentAt }) => ({
    ok: true,
    value: [
      {
        type: 'CallStepTaken',
        data: { step, sentAt, leg: `leg-${step % 3}`, cause: 'NORMAL_CLEARING', digits: '1234567890' },
      },
      { type: 'CallCommandIssued', data: { step, sentAt, command: 'play', file: 'ivr/welcome.wav' } },
    ],
  }),
  evolve: (state, { type, data }) => ({
    steps: type === 'CallStepTaken' ? state.steps + 1 : state.steps,
    legs: [
      { id: data.leg ?? 'leg-0', number: '+48221234567', state: 'bridged', since: data.sentAt },
      ...state.legs,
    ].slice(0, 3),
    markers: { ...state.markers, [`m${data.step % 20}`]: data.sentAt },
  }),
};

const handlerOf =
  ({ database, journal }) =>
  (step, sentAt = performance.now()) =>
    database.transaction((tx) => journal.handle(tx, call, `${step % CALLS}`, { step, sentAt }, meta));

/** One subscriber that sends the commands, and as many others as a full backend has. */
async function listen({ relay }) {
  const outs = [];
  relay.subscribe({
    name: 'bench-commands',
    from: 'now',
    types: ['CallCommandIssued'],
    handle: async (events) => events.forEach(({ data }) => outs.push(performance.now() - data.sentAt)),
  });
  for (let number = 1; number < SUBSCRIBERS; number += 1) {
    relay.subscribe({ name: `bench-view-${number}`, from: 'now', handle: async () => undefined });
  }
  await relay.start();
  return outs;
}

async function oneAtATime(work) {
  const took = [];
  for (let number = 0; number < ALONE; number += 1) took.push(await timed(() => work(number)));
  return took;
}

/** The most a second, from several at a time. */
async function flatOut(work) {
  const start = performance.now();
  let step = 0;
  const worker = async () => {
    while (performance.now() - start < FULL_MS) await work((step += 1));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return step / ((performance.now() - start) / 1000);
}

const TABLES = [
  'create table bench_state (id text primary key, version int, state jsonb)',
  'create table bench_event (position bigserial primary key, stream text, version int, type text, data jsonb, meta jsonb, unique (stream, version))',
];
const STATE = {
  name: 'peer-state',
  text: 'insert into bench_state values ($1, 1, $2) on conflict (id) do update set version = bench_state.version + 1, state = excluded.state',
};
const EVENTS = {
  name: 'peer-events',
  text: `insert into bench_event (stream, version, type, data, meta) values ($1, $2, 'CallStepTaken', $3, $3), ($1, $2 + 1, 'CallCommandIssued', $3, $3)`,
};

/** What the rows cost without us: the fewest statements that keep the same rows, on the same pool. */
async function peer(dataSource) {
  const pool = dataSource.driver.master;
  for (const table of TABLES) await pool.query(table);
  const state = JSON.stringify(call.evolve(call.initialState, { type: 'CallStepTaken', data: { step: 1, sentAt: 0 } }));
  const data = '{"step":1,"leg":"leg-1","cause":"NORMAL_CLEARING"}';
  return await oneAtATime(async (number) => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query({ ...STATE, values: [`c-${number % CALLS}`, state] });
    await client.query({ ...EVENTS, values: [`c-${number % CALLS}`, number * 2, data] });
    await client.query('commit');
    client.release();
  });
}

async function measure(house) {
  const handle = handlerOf(house);
  const outs = await listen(house);
  for (let number = 0; number < 400; number += 1) await handle(number); // until everything is compiled and cached
  await house.relay.idle();
  outs.length = 0;
  const handled = [];
  await paced(LOAD, async (number) => handled.push(await timed(() => handle(number))));
  await house.relay.idle();
  const alone = await oneAtATime((number) => handle(number));
  const bare = await peer(house.dataSource);
  return { outs: [...outs], handled, alone, bare, most: await flatOut(handle) };
}

/** A command decided, stored with its two events and handed to the subscriber that would send it on. */
export const bench = {
  name: 'journal',
  title: `${LOAD.rate} commands a second for ${LOAD.seconds} s on ${CALLS} calls, ${SUBSCRIBERS} subscribers`,
  seeds: 'none drawn',
  peer: 'rebuilt here: plain pg writing the same rows in one transaction, one at a time',
  async run({ databaseUrl }) {
    const house = await openHouse(databaseUrl);
    try {
      const { outs, handled, alone, bare, most } = await measure(house);
      return [
        figure('begin → commit, p50', percentile(handled, 0.5), 'ms'),
        figure('begin → commit, p99', percentile(handled, 0.99), 'ms'),
        figure('begin → subscriber, p50', percentile(outs, 0.5), 'ms', ['≤', 5]),
        figure('begin → subscriber, p99', percentile(outs, 0.99), 'ms', ['≤', 25]),
        figure('one at a time, p50', percentile(alone, 0.5), 'ms'),
        figure('peer, one at a time, p50', percentile(bare, 0.5), 'ms'),
        figure('against the peer', percentile(alone, 0.5) / percentile(bare, 0.5), 'times'),
        figure(`most, ${AT_A_TIME} at a time`, most, '1/s'),
      ];
    } finally {
      await house.close();
    }
  },
};
