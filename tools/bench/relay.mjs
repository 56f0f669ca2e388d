import { performance } from 'node:perf_hooks';
import { compiled } from '../reference/compiled.mjs';
import { figure, percentile } from './figures.mjs';

const BACKLOG = 20_000;
const RATE = 300;
const SECONDS = 20;
const WRITERS = 8;
const POLL_MS = 100;

const meta = { at: 0, actor: { kind: 'system', id: 'bench' }, correlation: 'bench', causation: null };
const eventOf = (number) => ({
  type: 'BenchHappened',
  data: { number, legId: `leg-${number}`, queueId: 'q', cause: 'none' },
});

/** The parts of the backend that the relay needs, over the bench's own database. */
async function openHouse(databaseUrl) {
  const { createDataSource, Database, DatabaseSession, knownMigrations, migrate } =
    compiled('platform/database/index.js');
  const { Journal, Relay } = compiled('platform/journal/index.js');
  const { SystemClock } = compiled('platform/clock/index.js');
  await migrate(databaseUrl, knownMigrations());
  const dataSource = createDataSource({ url: databaseUrl, poolSize: WRITERS + 4 });
  await dataSource.initialize();
  const database = new Database(dataSource);
  const journal = new Journal(database);
  const session = new DatabaseSession(databaseUrl);
  const relay = new Relay(database, journal, session, new SystemClock());
  return { dataSource, database, journal, relay, session };
}

async function closeHouse({ dataSource, relay, session }) {
  await relay.stop();
  await session.close();
  await dataSource.destroy();
}

const append = ({ database, journal }, number) =>
  database.transaction((tx) => journal.append(tx, `bench-${number % 500}`, [eventOf(number)], meta));

/** Writers that share the numbers below `count`. */
async function appendAll(house, count) {
  let next = 0;
  const writer = async () => {
    while (next < count) await append(house, next++);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

/** What one could do at best: the same rows, read once in pages, handed to nobody. */
async function bareRead({ dataSource }) {
  const began = performance.now();
  let position = 0;
  let rows = 0;
  for (;;) {
    const page = await dataSource.query('select * from journal where position > $1 order by position limit 500', [
      position,
    ]);
    if (page.length === 0) return rows / ((performance.now() - began) / 1000);
    rows += page.length;
    position = Number(page.at(-1).position);
  }
}

async function drain(house) {
  let handled = 0;
  house.relay.subscribe({
    name: 'bench-drain',
    from: 'beginning',
    handle: async (events) => void (handled += events.length),
  });
  const began = performance.now();
  await house.relay.start();
  await house.relay.idle();
  const rate = handled / ((performance.now() - began) / 1000);
  if (handled < BACKLOG) throw new Error(`the relay handed over ${handled} of ${BACKLOG} events`);
  return rate;
}

/** Appends at a steady rate and notes when each event was handled; `seen` is called by whoever handles. */
async function steady(house, base) {
  const begunAt = new Map();
  const latencies = [];
  const pending = [];
  const seen = (number) => {
    const began = begunAt.get(number);
    if (began !== undefined) latencies.push(performance.now() - began);
  };
  const start = performance.now();
  const send = async () => {
    for (let sent = 0; sent < RATE * SECONDS; sent += 1) {
      const due = start + (sent * 1000) / RATE;
      const wait = due - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      begunAt.set(base + sent, performance.now());
      pending.push(append(house, base + sent));
    }
    await Promise.all(pending);
  };
  return { send, seen, latencies };
}

async function relayLatency(house) {
  const run = await steady(house, BACKLOG);
  house.relay.subscribe({
    name: 'bench-latency',
    from: 'now',
    types: ['BenchHappened'],
    handle: async (events) => events.forEach(({ data }) => run.seen(data.number)),
  });
  await append(house, 0); // until the new subscriber has its lease
  await house.relay.idle();
  await run.send();
  await house.relay.idle();
  return run.latencies;
}

/** The usual outbox: a poll every 100 ms, without a guard against late commits. */
async function pollingLatency(house) {
  const run = await steady(house, 10 * BACKLOG);
  const [{ last }] = await house.dataSource.query('select coalesce(max(position), 0) as last from journal');
  let position = Number(last);
  let polling = true;
  const poll = async () => {
    while (polling) {
      const rows = await house.dataSource.query(
        'select position, data from journal where position > $1 order by position limit 500',
        [position],
      );
      for (const { position: at, data } of rows) {
        position = Number(at);
        run.seen(data.number);
      }
      if (rows.length < 500) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const polled = poll();
  await run.send();
  await new Promise((resolve) => setTimeout(resolve, 2 * POLL_MS));
  polling = false;
  await polled;
  return run.latencies;
}

/** How fast the relay hands a backlog over, and how long a fact takes from the start of its transaction to its subscriber. */
export const bench = {
  name: 'relay',
  title: `a backlog of ${BACKLOG} events; then ${RATE} transactions a second for ${SECONDS} s`,
  seeds: 'none drawn',
  peer: `rebuilt here: bare paging over the same rows; an outbox polled every ${POLL_MS} ms`,
  async run({ databaseUrl }) {
    const house = await openHouse(databaseUrl);
    try {
      await appendAll(house, BACKLOG);
      const bare = await bareRead(house);
      const rate = await drain(house);
      const latencies = await relayLatency(house);
      const polled = await pollingLatency(house);
      return [
        figure('relay, events handed over', rate, '1/s'),
        figure('bare paging of the same rows', bare, '1/s'),
        figure('relay against bare paging', rate / bare, 'times', ['≥', 0.5]),
        figure('begin → handled, p50', percentile(latencies, 0.5), 'ms', ['≤', 5]),
        figure('begin → handled, p99', percentile(latencies, 0.99), 'ms', ['≤', 25]),
        figure('polled outbox, p50', percentile(polled, 0.5), 'ms'),
        figure('polled outbox, p99', percentile(polled, 0.99), 'ms'),
      ];
    } finally {
      await closeHouse(house);
    }
  },
};
