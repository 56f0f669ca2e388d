import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pg from 'pg';
import { signIn } from '../dev/colleagues.mjs';
import { asker, startDemo } from './support/demo-stack.mjs';
import { figure, percentile } from './support/figures.mjs';
import { paced, timed } from './support/house.mjs';
import { SQL_WALL, peopleFrom } from './wallboard/fill.mjs';

const AGENTS = 130;
const WALLS = 20;
const QUEUES = 10;
/** A busy hour of 130 agents is 4.6 calls a second, and each changes its agent's status four times. */
const LOAD = { rate: 20, seconds: 20 };
const TICKS_A_SECOND = 100;
const { io } = createRequire(import.meta.url)('socket.io-client');

function processorSeconds(pid) {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) / TICKS_A_SECOND;
}

/** A socket that follows a topic; `heard` gets every changed entity. */
async function screen(address, token, topic, heard) {
  const socket = io(address, { path: '/realtime', transports: ['websocket'], auth: { token }, forceNew: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  const model = new Map();
  const take = (changes) => {
    for (const { entity, id, value } of changes) {
      model.set(`${entity}:${id}`, value);
      heard?.(entity, id, value);
    }
  };
  socket.on('changes', ({ changes }) => take(changes));
  const answer = await socket.emitWithAck('subscribe', { topic });
  if (!answer.ok) throw new Error(`${topic}: ${answer.code}`);
  take(answer.entities);
  return { socket, model };
}

async function walls(api, address, queueIds, heard) {
  const tile = { id: 'queues', kind: 'queues', width: 12, height: 6, queueIds };
  const board = await api('POST', '/wallboards', { name: 'Bench', tiles: [tile] });
  const open = async (_, at) => {
    const { token } = await api('POST', `/wallboards/${board.id}/links`, { name: `Ekran ${at}` });
    return screen(address, token, 'wall', (...change) => heard(at, ...change));
  };
  return Promise.all(Array.from({ length: WALLS }, open));
}

/** Everybody signs in as in a browser, ten at a time, and opens his desk. */
async function desks(address, people) {
  const seats = [];
  for (let from = 0; from < people.length; from += 10) {
    const seat = async ({ id, login, password }) => {
      const { access } = await signIn({ address, login, password });
      const ask = asker(address, access);
      await ask('POST', '/session', { takeOver: true });
      return { id, ask, ...(await screen(address, access, 'desk')) };
    };
    seats.push(...(await Promise.all(people.slice(from, from + 10).map(seat))));
  }
  return seats;
}

/** Each change is asked for over HTTP; its time runs until each wall has shown it. */
async function change(seats, sent) {
  const statuses = new Map();
  await paced(LOAD, async (number) => {
    const { id, ask } = seats[number % seats.length];
    const status = statuses.get(id) === 'ready' ? 'not-ready' : 'ready';
    statuses.set(id, status);
    sent.set(id, { status, at: performance.now() });
    await ask('PUT', '/agents/me/status', { status, ...(status === 'not-ready' && { reason: 'back-office' }) });
  });
}

async function same(client, queueIds, shown) {
  const { rows } = await client.query(SQL_WALL, [queueIds]);
  const of = (view) => [view.agentsReady, view.agentsBusy, view.agentsSignedIn, view.today.offered].join();
  return rows.filter(({ id, ready, busy, signed_in, offered }) => {
    const view = shown.get(`queue:${id}`);
    return !view || of(view) !== [ready, busy, signed_in, offered].join();
  }).length;
}

export const bench = {
  name: 'wallboard',
  title: `${LOAD.rate} changes of status a second, ${LOAD.seconds} s, with ${AGENTS} desks and ${WALLS} walls open`,
  seeds: 'none drawn',
  peer: 'the numbers of one wall read by SQL, which every wall would have to ask for again and again',
  async run(context) {
    const demo = await startDemo(context);
    const client = new pg.Client({ connectionString: demo.stack.environment.DATABASE_URL });
    await client.connect();
    const open = [];
    try {
      const order = await demo.api('GET', '/order');
      await demo.api('PUT', '/order', { ...order, licences: AGENTS + 20 });
      const people = await peopleFrom(client, { agents: AGENTS, ...demo });
      const queueIds = [];
      for (let at = 0; at < QUEUES; at += 1) {
        const agentIds = people.filter((_, index) => index % QUEUES === at || index % QUEUES === (at + 1) % QUEUES);
        const wish = { name: `Bench ${at}`, agentIds: agentIds.map(({ id }) => id), classifierRequired: false };
        queueIds.push((await demo.api('POST', '/queues', wish)).id);
      }
      const [sent, took] = [new Map(), []];
      const seats = await desks(demo.address, people);
      open.push(...seats);
      const screens = await walls(demo.api, demo.address, queueIds, (_, entity, id, value) => {
        const change_ = entity === 'agent' ? sent.get(id) : undefined;
        if (change_ && change_.status === value?.status) took.push(performance.now() - change_.at);
      });
      open.push(...screens);
      const before = processorSeconds(demo.stack.backendPid());
      const ms = await timed(() => change(seats, sent));
      await new Promise((resume) => setTimeout(resume, 1000));
      const core = (processorSeconds(demo.stack.backendPid()) - before) / (ms / 1000);
      let wrong = 0;
      for (const { model } of screens) wrong += await same(client, queueIds, model);
      const sql = [];
      for (let turn = 0; turn < 100; turn += 1) sql.push(await timed(() => client.query(SQL_WALL, [queueIds])));
      return [
        figure('status asked for → on a wall, p50', percentile(took, 0.5), 'ms', ['≤', 150]),
        figure('status asked for → on a wall, p99', percentile(took, 0.99), 'ms', ['≤', 500]),
        figure('changes that did not reach a wall', LOAD.rate * LOAD.seconds * WALLS - took.length, ''),
        figure('queues on a wall that differ from SQL afterwards', wrong, '', ['≤', 0]),
        figure('processor of the backend, requests included', core * 100, '% of a core'),
        figure('raw SQL: numbers of one wall, p50', percentile(sql, 0.5), 'ms'),
        figure('raw SQL: numbers of one wall, p99', percentile(sql, 0.99), 'ms'),
      ];
    } finally {
      for (const { socket } of open) socket.disconnect();
      await client.end();
      await demo.stack.stop();
    }
  },
};
