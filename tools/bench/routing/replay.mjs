import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { compiled } from '../../reference/compiled.mjs';
import { openHouse } from '../support/house.mjs';
import { LivedDay, PERIOD } from './lived-day.mjs';

const require = createRequire(import.meta.url);

/** A database of its own: the journal of a made-up day is nothing that subscribers should follow. */
async function ownDatabase(databaseUrl) {
  const { Client } = require('pg');
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const name = `replay_${Date.now()}`;
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href;
}

/** Rows written, and events read, at once. */
const BATCH = 1000;

async function store({ database }, events) {
  for (let at = 0; at < events.length; at += BATCH) {
    const rows = JSON.stringify(events.slice(at, at + BATCH));
    await database.read.query(
      `insert into journal (position, txid, stream, version, type, data, meta)
       select r.position, pg_current_xact_id(), r.stream, r.version, r.type, r.data, r.meta
       from jsonb_to_recordset($1::jsonb) as r(position bigint, stream text, version int, type text, data jsonb, meta jsonb)`,
      [rows],
    );
  }
}

/** Reads the journal as the job does. */
async function each({ journal }, types, take) {
  for (let position = 0; ;) {
    const events = await journal.readFrom(position, { types, limit: BATCH });
    events.forEach(take);
    if (events.length < BATCH) return;
    position = events.at(-1).position;
  }
}

const secondsOf = async (work) => {
  const [began, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { wall: (performance.now() - began) / 1000, processor: (user + system) / 1e6 };
};

/** A day in the journal of a real database, replayed decision by decision, and run through the model. */
export async function measureReplay({ seed, agents, queues, calls }, databaseUrl) {
  const { ReplayComparison, REPLAYED_TYPES } = compiled('features/work/routing/use-cases/replay-decisions.js');
  const { PastPeriod } = compiled('features/work/what-if/use-cases/past-period.js');
  const { simulateDay } = compiled('features/work/routing/domain/simulate-day.js');
  const house = await openHouse(await ownDatabase(databaseUrl));
  try {
    await store(house, new LivedDay({ seed, agents, queues, calls }).live());
    const [comparison, reader] = [new ReplayComparison(PERIOD), new PastPeriod(PERIOD)];
    const replay = await secondsOf(() => each(house, REPLAYED_TYPES, (event) => comparison.take(event)));
    const model = await secondsOf(async () => {
      await each(house, REPLAYED_TYPES, (event) => reader.take(event));
      simulateDay(reader.past().day);
    });
    return { ...comparison.verdict, replay, model };
  } finally {
    await house.close();
  }
}
