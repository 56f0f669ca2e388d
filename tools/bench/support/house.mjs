import { performance } from 'node:perf_hooks';
import { compiled } from '../../reference/compiled.mjs';

/** The parts of the backend under journal and relay, over a migrated database of the bench's own. */
export async function openHouse(databaseUrl) {
  const { createDataSource, Database, DatabaseSession, knownMigrations, migrate } =
    compiled('platform/database/index.js');
  const { Journal, Relay } = compiled('platform/journal/index.js');
  const { SystemClock } = compiled('platform/clock/index.js');
  await migrate(databaseUrl, knownMigrations());
  const dataSource = await createDataSource({ url: databaseUrl }).initialize();
  const database = new Database(dataSource);
  const journal = new Journal(database);
  const session = new DatabaseSession(databaseUrl);
  const relay = new Relay(database, journal, session, new SystemClock());
  const close = async () => {
    await relay.stop();
    await session.close();
    await dataSource.destroy();
  };
  return { dataSource, database, journal, relay, close };
}

const nap = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Calls `work(number)` `rate` times a second for some seconds, however long each takes; resolves when all have ended. */
export async function paced({ rate, seconds }, work) {
  const pending = [];
  const start = performance.now();
  for (let sent = 0; sent < rate * seconds;) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - start) / 1000) * rate));
    for (; sent < due; sent += 1) pending.push(work(sent));
    await nap(1);
  }
  await Promise.all(pending);
}

/** How long `work` took, in milliseconds. */
export async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
