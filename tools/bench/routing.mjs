import { measureChaos } from './routing/chaos.mjs';
import { measurePlaces, measureStarvation } from './routing/fairness.mjs';
import { measureLive } from './routing/live.mjs';
import { measure, measureDay } from './routing/measure.mjs';
import { readOptions } from './routing/options.mjs';
import { measureReplay } from './routing/replay.mjs';
import { figure } from './support/figures.mjs';

const BAR = 50;
const REBUILD_BAR = 1000;
/** Days whose expected waits nobody has tuned anything by: the seed and two more. */
const DAYS = 3;

const figuresOf = (size, { ours, peer, pass, all, first, rebuilt, inversions }) => [
  figure(`${size} waiting, p50`, ours.p50, 'µs'),
  figure(`${size} waiting, p99`, ours.p99, 'µs', ['≤', BAR]),
  figure(`${size} waiting, pauses of the machine included, p99`, all.p99, 'µs'),
  figure(`${size} waiting, first 200 after a start, p50`, first.p50, 'µs'),
  figure(`${size} waiting, taken though a heavier one waited`, inversions, '', ['≤', 0]),
  figure(`${size} waiting, built anew in memory`, rebuilt, 'ms', ['≤', REBUILD_BAR]),
  figure(`${size} waiting, filter and sort, p50`, peer.p50, 'µs'),
  figure(`${size} waiting, pass of SQL queries, p50`, pass.p50, 'µs'),
];

const dayFigures = (given) => {
  const days = Array.from({ length: DAYS }, (_, day) => measureDay({ ...given, seed: given.seed + 1000 * day }));
  return [
    figure('a day of 20 000 calls through the engine', Math.max(...days.map(({ seconds }) => seconds)), 's', ['≤', 60]),
    figure('the same day again, decided otherwise', days.filter(({ same }) => !same).length, 'days', ['≤', 0]),
    ...days.map(({ error }, day) => figure(`expected waits of day ${day + 1}, median error`, error, '%', ['≤', 25])),
  ];
};

const fairFigures = (given) => {
  const { doubles, offers } = measureChaos(given);
  const { risen, arrived } = measurePlaces(given);
  return [
    figure(`${given.interleavings} random steps of two engines that know too little: offers`, offers, ''),
    figure('… agents or calls given twice', doubles, '', ['≤', 0]),
    figure('longest wait of the lowest class over its bound', measureStarvation(given), 's', ['≤', 0]),
    figure(`places that got worse, of ${arrived} callers of equal rules`, risen, '', ['≤', 0]),
  ];
};

const replayFigures = ({ calls }, { compared, different, replay, model }) => [
  figure(`a journal of ${calls} calls: decisions replayed`, compared, ''),
  figure('… that came out otherwise', different, '', ['≤', 0]),
  figure('… time', replay.wall, 's', ['≤', 60]),
  figure('… of it processor time of ours', replay.processor, 's'),
  figure('… read again and run through the model', model.wall, 's'),
];

const liveFigures = ({ p50, p99, lost, rebuilt, waiting }) => [
  figure('agent freed → offer committed, p50', p50, 'ms'),
  figure('agent freed → offer committed, p99', p99, 'ms', ['≤', 25]),
  figure('… freed without an offer though callers waited', lost, ''),
  figure(`${waiting} waiting, built anew from the database`, rebuilt, 'ms', ['≤', REBUILD_BAR]),
];

/** Everything that bars say of routing, with its peers beside it. `npm run bench:routing` takes options. */
export const routingBench = (given) => ({
  name: 'routing',
  title: `${given.decisions} decisions: an agent becomes free while all queues wait (${given.agents} agents, ${given.queues} queues, 40 skills); fairness, replay, offers`,
  seeds: `${given.seed}; days of expected waits also ${given.seed + 1000} and ${given.seed + 2000}`,
  peer: 'rebuilt here: filter what the free agent may take, sort it by weight, take the first (it says too whether we chose the heaviest); and the pass of mod_callcenter over PostgreSQL, which knows no skills, its sleep of 100 ms left out',
  notes: [
    'the same day five times; a decision costs the middle of its five times',
    'the journal is written by the deciders, the engine and the dispatcher’s order of steps in memory, stored, and read back from PostgreSQL',
    'calls with a hang-up at every step: npm test -- sim (random-hang-ups), its size by CENTRALA_RANDOM_CALLS',
  ],
  run: async ({ databaseUrl, redisUrl }) => {
    const figures = [];
    for (const size of given.waiting)
      figures.push(...figuresOf(size, await measure({ ...given, waiting: size }, databaseUrl)));
    figures.push(...dayFigures(given), ...fairFigures(given));
    figures.push(...replayFigures(given, await measureReplay(given, databaseUrl)));
    figures.push(...liveFigures(await measureLive(given, { databaseUrl, redisUrl })));
    return figures;
  },
});

export const bench = routingBench(readOptions([]));
