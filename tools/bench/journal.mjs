/**
 * Event in → command out, journal write included: a command handled in a transaction, committed, relayed to a subscriber.
 * Bar: p50 ≤ 5 ms, p99 ≤ 25 ms at 300 commands/s. Also: the most handled per second, and the relay's throughput.
 * Peer: the same rows written by plain pg in one transaction of the same statements' minimum (begin, update, insert, commit).
 */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const require = createRequire(import.meta.url);
const fromBackend = (path) => require(`${process.env.CENTRALA_DIST ?? '../../dist'}/backend/src/${path}`);

const rate = 300;
const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const calls = 60;
const subscribers = 12;

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
const summary = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99), max: sorted.at(-1) };
};
const shown = (values) =>
  Object.entries(summary(values))
    .map(([name, value]) => `${name} ${value.toFixed(2)} ms`)
    .join('  ');

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

export async function benchJournal(databaseUrl, print = console.log) {
  const { createDataSource, Database, DatabaseSession, migrate } = fromBackend('platform/database');
  const { Journal, Relay } = fromBackend('platform/journal');
  const { SystemClock } = fromBackend('platform/clock');
  await migrate(databaseUrl);
  const dataSource = await createDataSource({ url: databaseUrl }).initialize();
  const database = new Database(dataSource);
  const journal = new Journal(database);
  const session = new DatabaseSession(databaseUrl);
  const relay = new Relay(database, journal, session, new SystemClock());
  const outs = [];
  relay.subscribe({
    name: 'bench-commands',
    from: 'now',
    types: ['CallCommandIssued'],
    handle: async (events) => {
      for (const { data } of events) outs.push(performance.now() - data.sentAt);
    },
  });
  for (let n = 1; n < subscribers; n += 1)
    relay.subscribe({ name: `bench-view-${n}`, from: 'now', handle: async () => undefined });
  await relay.start();
  const meta = { at: Date.now(), actor: { kind: 'system', id: 'switch' }, correlation: 'bench', causation: null };
  const handle = (step, sentAt = performance.now()) =>
    database.transaction((tx) => journal.handle(tx, call, `${process.pid}-${step % calls}`, { step, sentAt }, meta));

  for (let n = 0; n < 400; n += 1) await handle(n);
  await relay.idle();
  outs.length = 0;
  const handled = await paced(handle);
  await relay.idle();
  print(`at ${rate}/s over ${seconds} s, ${calls} calls, 2 events each, ${subscribers} subscribers:`);
  print(`  handle (begin to commit)   ${shown(handled)}`);
  print(`  event in → command out     ${shown(outs)}   bar: p50 ≤ 5, p99 ≤ 25`);

  const peer = await benchPeer(dataSource, call);
  print(`  peer: plain pg, same rows  ${shown(peer)}   one at a time`);
  const single = [];
  for (let n = 0; n < 500; n += 1) {
    const start = performance.now();
    await handle(n);
    single.push(performance.now() - start);
  }
  print(`  handle one at a time       ${shown(single)}`);
  await relay.idle();
  const start = performance.now();
  let step = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() - start < 4000) await handle((step += 1));
    }),
  );
  const most = step / ((performance.now() - start) / 1000);
  await relay.idle();
  print(
    `  most: ${most.toFixed(0)} commands/s from 16 at a time (${(most * 2).toFixed(0)} events/s), relayed to all after ${((performance.now() - start) / 1000 - 4).toFixed(2)} s more`,
  );

  const { rate: replayed } = await relayBacklog({ database, journal, session, relay, Relay, SystemClock, meta });
  print(`  relay: ${replayed.toFixed(0)} events/s through one subscriber from a backlog`);
  await relay.stop();
  await session.close();
  await dataSource.destroy();
}

async function paced(handle) {
  const took = [];
  const pending = [];
  const start = performance.now();
  for (let sent = 0; sent < rate * seconds;) {
    const due = Math.floor(((performance.now() - start) / 1000) * rate);
    for (; sent < due; sent += 1) {
      const begun = performance.now();
      pending.push(handle(sent, begun).then(() => took.push(performance.now() - begun)));
    }
    await new Promise((resume) => setTimeout(resume, 1));
  }
  await Promise.all(pending);
  return took;
}

/** What the rows cost without us: the minimum of statements that keeps the same rows, on the same pool. */
async function benchPeer(dataSource) {
  const pool = dataSource.driver.master;
  await pool.query(`create table bench_state (id text primary key, version int, state jsonb)`);
  await pool.query(
    `create table bench_event (position bigserial primary key, stream text, version int, type text, data jsonb, meta jsonb, unique (stream, version))`,
  );
  const state = JSON.stringify({
    steps: 1,
    legs: [1, 2, 3].map(() => ({ id: 'leg-0', number: '+48221234567', state: 'bridged' })),
    markers: {},
  });
  const took = [];
  for (let n = 0; n < 500; n += 1) {
    const start = performance.now();
    const client = await pool.connect();
    await client.query('begin');
    await client.query({
      name: 'peer-s',
      text: `insert into bench_state values ($1, 1, $2) on conflict (id) do update set version = bench_state.version + 1, state = excluded.state`,
      values: [`c-${n % calls}`, state],
    });
    await client.query({
      name: 'peer-e',
      text: `insert into bench_event (stream, version, type, data, meta) values ($1, $2, 'CallStepTaken', $3, $3), ($1, $2 + 1, 'CallCommandIssued', $3, $3)`,
      values: [`c-${n % calls}`, n * 2, '{"step":1,"leg":"leg-1","cause":"NORMAL_CLEARING"}'],
    });
    await client.query('commit');
    client.release();
    took.push(performance.now() - start);
  }
  await pool.query('drop table bench_state, bench_event');
  return took;
}

async function relayBacklog({ database, journal, session, relay, meta }) {
  const count = 20_000;
  const [{ position }] = await session.query('select coalesce(max(position), 0) as position from journal');
  for (let n = 0; n < count; n += 500) {
    const events = Array.from({ length: 500 }, (_, index) => ({
      type: 'Imported',
      data: { n: n + index, text: 'x'.repeat(100) },
    }));
    await database.transaction((tx) => journal.append(tx, `import-${process.pid}-${n}`, events, meta));
  }
  await relay.idle();
  let seen = 0;
  relay.subscribe({
    name: `bench-backlog-${process.pid}`,
    from: 'beginning',
    types: ['Imported'],
    handle: async (events) => void (seen += events.length),
  });
  const start = performance.now();
  await relay.beat();
  await relay.idle();
  return { rate: seen / ((performance.now() - start) / 1000), position };
}

if (process.argv[1]?.endsWith('bench/journal.mjs')) {
  const { startServices } = await import('../dev/services.mjs');
  const { mkdtempSync, rmSync } = await import('node:fs');
  const dir = mkdtempSync('/var/tmp/centrala-bench-');
  const { chmodSync } = await import('node:fs');
  chmodSync(dir, 0o755);
  const services = await startServices({ dir, durable: true });
  try {
    await benchJournal(services.databaseUrl);
  } finally {
    await services.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}
