import { figure } from './support/figures.mjs';
import { measure, measureDay } from './routing/measure.mjs';
import { readOptions } from './routing/options.mjs';

const BAR = 50;

const REBUILD_BAR = 1000;

const figuresOf = (size, { ours, peer, pass, all, first, rebuilt }) => [
  figure(`${size} waiting, p50`, ours.p50, 'µs'),
  figure(`${size} waiting, p99`, ours.p99, 'µs', ['≤', BAR]),
  figure(`${size} waiting, pauses of the machine included, p99`, all.p99, 'µs'),
  figure(`${size} waiting, first 200 after a start, p50`, first.p50, 'µs'),
  figure(`${size} waiting, built anew in memory`, rebuilt, 'ms', ['≤', REBUILD_BAR]),
  figure(`${size} waiting, filter and sort, p50`, peer.p50, 'µs'),
  figure(`${size} waiting, pass of SQL queries, p50`, pass.p50, 'µs'),
];

const dayFigures = ({ seconds, error, same }) => [
  figure('a day of 20 000 calls through the engine', seconds, 's', ['≤', 60]),
  figure('the same day again, decided otherwise', same ? 0 : 1, 'days', ['≤', 0]),
  figure('expected waits of that day, median error', error, '%', ['≤', 25]),
];

/** What one routing decision costs beside filtering and sorting everything that waits. `npm run bench:routing` takes options. */
export const routingBench = (given) => ({
  name: 'routing',
  title: `${given.decisions} decisions: an agent becomes free while all queues wait (${given.agents} agents, ${given.queues} queues, 40 skills)`,
  seeds: String(given.seed),
  peer: 'rebuilt here: filter what the free agent may take, sort it by weight, take the first (it chooses the same); and the pass of mod_callcenter over SQLite, which knows no skills, its sleep of 100 ms left out',
  notes: ['the same day five times; a decision costs the middle of its five times'],
  run: async () => [
    ...given.waiting.flatMap((size) => figuresOf(size, measure({ ...given, waiting: size }))),
    ...dayFigures(measureDay(given)),
  ],
});

export const bench = routingBench(readOptions([]));
