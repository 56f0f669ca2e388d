import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { compiled } from '../../reference/compiled.mjs';
import { percentile } from '../support/figures.mjs';
import { randomOf } from './floor.mjs';

const require = createRequire(import.meta.url);
const meta = (at) => ({ at, actor: { kind: 'system', id: 'bench' }, correlation: 'bench', causation: null });
/** Offers measured, after some that only warm up. */
const OFFERS = 300;
const WARM_UP = 30;
const WAITING = 500;
const REBUILT = 5000;
/** Who is freed and serves nobody who waits gets no offer. */
const GIVE_UP_MS = 2_000;
const AT_A_TIME = 16;

/** Routing as it runs in a process with the part `telephony`: engine, relay, offers, without calls. */
async function openRouting({ databaseUrl, redisUrl }) {
  Object.assign(process.env, {
    ...{ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, CENTRALA_PARTS: 'telephony', CENTRALA_LOG_LEVEL: 'error' },
    CENTRALA_SECRET: 'a-secret-of-benches-that-is-long-enough',
  });
  const { Module } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const of = (path, name) => compiled(path)[name];
  class RoutingOnly {}
  Module({
    imports: [
      of('platform/logging/index.js', 'LoggingModule'),
      of('platform/data/index.js', 'PlatformDataModule'),
      of('platform/redis/index.js', 'RedisModule'),
      of('platform/http/index.js', 'HttpModule'),
      of('platform/realtime/index.js', 'RealtimeModule'),
      of('platform/jobs/index.js', 'JobsModule'),
      of('platform/files/index.js', 'FilesModule'),
      of('platform/metrics/index.js', 'MetricsModule'),
      of('features/house/licensing/index.js', 'LicensingModule'),
      of('features/house/identity/index.js', 'IdentityModule'),
      of('features/work/agents/index.js', 'AgentsModule'),
      of('features/work/routing/index.js', 'RoutingModule'),
    ],
  })(RoutingOnly);
  const app = await NestFactory.createApplicationContext(RoutingOnly, { logger: ['error'] });
  const get = (path, name) => app.get(of(path, name), { strict: false });
  return {
    app,
    database: get('platform/database/index.js', 'Database'),
    journal: get('platform/journal/index.js', 'Journal'),
    relay: get('platform/journal/index.js', 'Relay'),
    agents: get('features/work/agents/index.js', 'Agents'),
    routing: get('features/work/routing/index.js', 'Routing'),
    queues: get('features/work/routing/index.js', 'QueueStore'),
    offers: get('features/work/routing/use-cases/offer-transaction.js', 'OfferTransaction'),
    loader: get('features/work/routing/use-cases/engine-loader.js', 'EngineLoader'),
  };
}

class LiveFloor {
  constructor(house, { seed, agents, queues }) {
    Object.assign(this, { house, draw: randomOf(seed), counts: { agents, queues } });
    this.agents = Array.from({ length: agents }, () => randomUUID());
  }

  transaction = (work) => this.house.database.transaction(work);
  agent = (id, order) => this.transaction((tx) => this.house.agents.handle(tx, id, order, meta(Date.now())));
  work = (command) => this.transaction((tx) => this.house.routing.handle(tx, command, meta(Date.now())));

  /** Everybody signed in and taken by a call; queues that are each served by a fifth. */
  async open() {
    for (const [index, id] of this.agents.entries()) {
      await this.house.database.read.query(
        `insert into app_user (id, subject, login, first_name, last_name, email, role, state, extension, language, created_at)
         values ($1, $4, $2, 'Agent', $3, $2, 'agent', 'active', $3, 'pl', now())`,
        [id, `agent${index}@bench.test`, String(1000 + index), id],
      );
      await this.agent(id, { type: 'SignIn', sessionId: randomUUID() });
      await this.agent(id, { type: 'PhoneRegistered' });
      await this.agent(id, { type: 'RequestStatus', status: 'ready', reason: null, note: null });
      await this.take(id, randomUUID());
    }
    const { saveQueueSchema } = compiled('../../contracts/src/index.js');
    this.queues = [];
    for (let place = 0; place < this.counts.queues; place += 1) {
      const agentIds = this.agents.filter(() => this.draw() < 0.2);
      const given = saveQueueSchema.parse({ name: `Queue ${place}`, agentIds, priority: 50 + 10 * (place % 5) });
      const id = randomUUID();
      // Past the order, which allows a demo company fewer.
      await this.transaction(async (tx) => {
        await this.house.queues.insert(tx, id, given);
        const [rules] = await this.house.queues.rules(tx, [id]);
        const saved = { type: 'QueueSaved', data: { queueId: id, rules } };
        await this.house.journal.append(tx, `queue-${id}`, [saved], meta(Date.now()));
      });
      this.queues.push(id);
    }
  }

  take(id, workId) {
    this.held = (this.held ?? new Map()).set(id, workId);
    return this.agent(id, { type: 'StartWork', workId, channel: 'call', subjectId: randomUUID() });
  }

  async arrive() {
    const queueId = this.queues[Math.floor(this.draw() * this.queues.length)];
    const queuedAt = Date.now() - Math.floor(this.draw() * 60_000);
    const subject = { channel: 'call', subjectId: randomUUID(), queueId, queuedAt, priority: null };
    await this.work({ type: 'Enqueue', workId: randomUUID(), subject });
  }

  /** From the commit that frees an agent to the commit of the offer that he gets. */
  async freed() {
    const id = this.agents[Math.floor(this.draw() * this.agents.length)];
    const offered = new Promise((resolve) => (this.offered = resolve));
    await this.agent(id, { type: 'EndWork', workId: this.held.get(id) });
    const began = performance.now();
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, GIVE_UP_MS)));
    const made = await Promise.race([offered, late]);
    clearTimeout(timer);
    if (!made) return null;
    await this.settle(made.choice);
    await this.arrive();
    return made.at - began;
  }

  /** The agent answers, so that the next one can be freed. */
  async settle({ workId, chosen }) {
    const [offer] = await this.house.database.read.query(
      `select data -> 'offer' ->> 'offerId' as id from journal where stream = $1 and type = 'WorkOffered' order by version desc limit 1`,
      [`work-${workId}`],
    );
    await this.take(chosen[0], offer.id);
    await this.work({ type: 'Assign', workId, offerId: offer.id, agentId: chosen[0], at: Date.now() });
  }

  /** Tells when an offer is committed. */
  watch() {
    const { offers } = this.house;
    const make = offers.make.bind(offers);
    offers.make = async (choice, cause) => {
      await make(choice, cause);
      this.offered?.({ choice, at: performance.now() });
    };
  }
}

/** Offers of a running dispatcher over a real database, and the engine built anew from what is stored. */
export async function measureLive(setting, services) {
  const house = await openRouting(services);
  try {
    const floor = new LiveFloor(house, setting);
    await floor.open();
    for (let each = 0; each < WAITING; each += 1) await floor.arrive();
    floor.watch();
    await house.relay.idle();
    const times = [];
    for (let made = 0; made < WARM_UP + OFFERS; made += 1) {
      const took = await floor.freed();
      if (took !== null && made >= WARM_UP) times.push(took);
      await house.relay.idle();
    }
    await house.relay.stop();
    for (let each = WAITING; each < REBUILT; each += AT_A_TIME)
      await Promise.all(Array.from({ length: AT_A_TIME }, () => floor.arrive()));
    return {
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      lost: OFFERS - times.length,
      ...(await rebuild(house)),
    };
  } finally {
    await house.app.close();
  }
}

async function rebuild({ loader }) {
  const { EngineFeed } = compiled('features/work/routing/use-cases/engine-feed.js');
  const { RoutingEngine } = compiled('features/work/routing/domain/routing-engine.js');
  const feed = new EngineFeed(new RoutingEngine());
  const began = performance.now();
  await loader.load(feed);
  const rebuilt = performance.now() - began;
  const waiting = feed.engine.queueIds().reduce((sum, id) => sum + feed.engine.waitingIn(id), 0);
  return { rebuilt, waiting };
}
