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
/** Until the backend's hot paths are compiled. */
const WARM_UP = { rate: 20, seconds: 5 };
const TICKS_A_SECOND = 100;
const { io } = createRequire(import.meta.url)('socket.io-client');

function processorSeconds(pid) {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user, system] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) / TICKS_A_SECOND;
}

/** A socket that follows these topics; `heard` gets every changed entity. */
async function screen(address, token, topics, heard) {
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
  for (const topic of topics) {
    const answer = await socket.emitWithAck('subscribe', { topic });
    if (!answer.ok) throw new Error(`${topic}: ${answer.code}`);
    take(answer.entities);
  }
  return { socket, model };
}

async function walls(api, address, queueIds, heard) {
  const tile = { id: 'queues', kind: 'queues', width: 12, height: 6, queueIds };
  const board = await api('POST', '/wallboards', { name: 'Bench', tiles: [tile] });
  const open = async (_, at) => {
    const { token } = await api('POST', `/wallboards/${board.id}/links`, { name: `Ekran ${at}` });
    return screen(address, token, ['wall'], heard);
  };
  return Promise.all(Array.from({ length: WALLS }, open));
}

/** Everybody signs in as in a browser, ten at a time. */
async function signedIn(address, people) {
  const seats = [];
  for (let from = 0; from < people.length; from += 10) {
    const seat = async ({ id, login, password }) => {
      const { access } = await signIn({ address, login, password });
      const ask = asker(address, access);
      await ask('POST', '/session', { takeOver: true });
      return { id, ask, access };
    };
    seats.push(...(await Promise.all(people.slice(from, from + 10).map(seat))));
  }
  return seats;
}

/** What a desk follows: what is one's own, and the numbers of one's queues. */
const desks = (address, seats, heard) =>
  Promise.all(seats.map(({ access }) => screen(address, access, ['desk', 'queues'], heard)));

/** Each change is asked for over HTTP; its time runs until a screen has shown it. Returns the backend's share of a core meanwhile. */
async function change(seats, sent, { load, pid }) {
  const before = processorSeconds(pid);
  const ms = await timed(async () => {
    await paced(load, async (number) => {
      const seat = seats[number % seats.length];
      const status = seat.status === 'ready' ? 'not-ready' : 'ready';
      seat.status = status;
      sent.set(seat.id, { status, at: performance.now() });
      const wish = { status, ...(status === 'not-ready' && { reason: 'back-office' }) };
      await seat.ask('PUT', '/agents/me/status', wish);
    });
    await new Promise((resume) => setTimeout(resume, 1000));
  });
  return ((processorSeconds(pid) - before) / ms) * 1000;
}

async function same(client, queueIds, shown) {
  const { rows } = await client.query(SQL_WALL, [queueIds]);
  const of = (view) => [view.agentsReady, view.agentsBusy, view.agentsSignedIn, view.today.offered].join();
  return rows.filter(({ id, ready, busy, signed_in, offered }) => {
    const view = shown.get(`queue:${id}`);
    return !view || of(view) !== [ready, busy, signed_in, offered].join();
  }).length;
}

const figures = ({ onWall, onDesk, wrong, unseen, seen, sql }) => [
  figure('status asked for → on a wall, p50', percentile(onWall, 0.5), 'ms', ['≤', 150]),
  figure('status asked for → on a wall, p99', percentile(onWall, 0.99), 'ms', ['≤', 500]),
  figure('status asked for → on the agent’s desk, p50', percentile(onDesk, 0.5), 'ms', ['≤', 150]),
  figure('status asked for → on the agent’s desk, p99', percentile(onDesk, 0.99), 'ms', ['≤', 500]),
  figure('changes that did not reach a wall', LOAD.rate * LOAD.seconds * WALLS - onWall.length, '', ['≤', 0]),
  figure('queues on a wall that differ from SQL afterwards', wrong, '', ['≤', 0]),
  figure(`processor of the screens at ${LOAD.rate} changes/s`, (seen - unseen) * 100, '% of a core', ['≤', 5]),
  figure('processor of the backend with every screen open', seen * 100, '% of a core'),
  figure('processor of the same requests with no screen open', unseen * 100, '% of a core'),
  figure('raw SQL: numbers of one wall, p50', percentile(sql, 0.5), 'ms'),
  figure('raw SQL: numbers of one wall, p99', percentile(sql, 0.99), 'ms'),
];

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
      const [sent, onWall, onDesk] = [new Map(), [], []];
      const noteIn = (took) => (entity, id, value) => {
        const asked = entity === 'agent' ? sent.get(id) : undefined;
        if (asked && asked.status === value?.status) took.push(performance.now() - asked.at);
      };
      const seats = await signedIn(demo.address, people);
      const pid = demo.stack.backendPid();
      await change(seats, sent, { load: WARM_UP, pid });
      const unseen = await change(seats, sent, { load: LOAD, pid });
      sent.clear();
      open.push(...(await desks(demo.address, seats, noteIn(onDesk))));
      const screens = await walls(demo.api, demo.address, queueIds, noteIn(onWall));
      open.push(...screens);
      const seen = await change(seats, sent, { load: LOAD, pid });
      let wrong = 0;
      for (const { model } of screens) wrong += await same(client, queueIds, model);
      const sql = [];
      for (let turn = 0; turn < 100; turn += 1) sql.push(await timed(() => client.query(SQL_WALL, [queueIds])));
      return figures({ onWall, onDesk, wrong, unseen, seen, sql });
    } finally {
      for (const { socket } of open) socket.disconnect();
      await client.end();
      await demo.stack.stop();
    }
  },
};
