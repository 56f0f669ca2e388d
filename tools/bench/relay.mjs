import { performance } from 'node:perf_hooks';
import { figure, percentile } from './support/figures.mjs';
import { openHouse, paced } from './support/house.mjs';

const BACKLOG = 20_000;
const BATCH = 100;
const LOAD = { rate: 300, seconds: 20 };
const POLL_MS = 100;

const meta = { at: 0, actor: { kind: 'system', id: 'bench' }, correlation: 'bench', causation: null };
const eventOf = (number) => ({
  type: 'BenchHappened',
  data: { number, legId: `leg-${number}`, queueId: 'q', cause: 'none' },
});

const append = ({ database, journal }, stream, events) =>
  database.transaction((tx) => journal.append(tx, `bench-${stream}`, events, meta));

async function fill(house) {
  for (let from = 0; from < BACKLOG; from += BATCH) {
    await append(
      house,
      from,
      Array.from({ length: BATCH }, (_, at) => eventOf(from + at)),
    );
  }
}

/** What one could do at best: the same rows, read once in pages, handed to nobody. */
async function bareRead({ dataSource }) {
  const began = performance.now();
  let position = 0;
  for (let rows = 0; ;) {
    const page = await dataSource.query('select * from journal where position > $1 order by position limit 500', [
      position,
    ]);
    if (page.length === 0) return rows / ((performance.now() - began) / 1000);
    rows += page.length;
    position = Number(page.at(-1).position);
  }
}

async function drain({ relay }) {
  let handled = 0;
  relay.subscribe({
    name: 'bench-drain',
    from: 'beginning',
    handle: async (events) => void (handled += events.length),
  });
  const began = performance.now();
  await relay.start();
  await relay.idle();
  if (handled < BACKLOG) throw new Error(`the relay handed over ${handled} of ${BACKLOG} events`);
  return handled / ((performance.now() - began) / 1000);
}

/** Appends at a steady rate; `seen(number)` is called by whoever handles, and takes the time since the transaction began. */
function load(house, base) {
  const begunAt = new Map();
  const latencies = [];
  const seen = (number) => begunAt.has(number) && latencies.push(performance.now() - begunAt.get(number));
  const send = () =>
    paced(LOAD, (number) => {
      begunAt.set(base + number, performance.now());
      return append(house, number % 500, [eventOf(base + number)]);
    });
  return { send, seen, latencies };
}

async function relayLatency(house) {
  const { send, seen, latencies } = load(house, BACKLOG);
  house.relay.subscribe({
    name: 'bench-latency',
    from: 'now',
    types: ['BenchHappened'],
    handle: async (events) => events.forEach(({ data }) => seen(data.number)),
  });
  await append(house, 0, [eventOf(0)]); // until the new subscriber has its lease
  await house.relay.idle();
  await send();
  await house.relay.idle();
  return latencies;
}

/** The usual outbox: a poll every 100 ms, without a guard against late commits. */
async function pollingLatency(house) {
  const { send, seen, latencies } = load(house, 10 * BACKLOG);
  const [{ last }] = await house.dataSource.query('select coalesce(max(position), 0) as last from journal');
  let position = Number(last);
  let polling = true;
  const poll = async () => {
    while (polling) {
      const rows = await house.dataSource.query(
        'select position, data from journal where position > $1 order by position limit 500',
        [position],
      );
      for (const { data } of rows) seen(data.number);
      position = Number(rows.at(-1)?.position ?? position);
      if (rows.length < 500) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const polled = poll();
  await send();
  await new Promise((resolve) => setTimeout(resolve, 2 * POLL_MS));
  polling = false;
  await polled;
  return latencies;
}

/** How fast the relay hands a backlog over, and how long a fact takes from the start of its transaction to its subscriber. */
export const bench = {
  name: 'relay',
  title: `a backlog of ${BACKLOG} events; then ${LOAD.rate} transactions a second for ${LOAD.seconds} s`,
  seeds: 'none drawn',
  peer: `rebuilt here: bare paging over the same rows; an outbox polled every ${POLL_MS} ms`,
  async run({ databaseUrl }) {
    const house = await openHouse(databaseUrl);
    try {
      await fill(house);
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
      await house.close();
    }
  },
};
