// `npm run bench:dialer`: every bar of predictive dialling, in a simulated world, with the peers beside us.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { NODE } from '../../dev/paths.mjs';
import { HELP, readOptions, scenariosOf } from './options.mjs';

const TITLES = { stationary: 'A steady day', nonstationary: 'A day that shifts' };
const NOTES = [
  '* set in hindsight: the settings with the most talk time within 3 %, chosen after seeing the first days. Peers are',
  '  re-built from their published logic. Talk: share of staffed time. Worst 30 min: mean over the days of each day’s worst',
  '  half hour. Abandoned: no agent within 2 s of the answer.',
];

const number = (value, width) => value.toFixed(2).padStart(width);

function row(name, result, bars) {
  const mark = bars.map(({ name: bar, reached }) => `${reached ? '✓' : '✗'} ${bar}`).join('  ');
  const figures = [result.talk, result.abandoned, result.worstDay, result.worstHalfHour].map((each) => number(each, 8));
  return `  ${name.padEnd(18)}${figures.join('')}${result.daysWithin.toFixed(0).padStart(7)}   ${mark}`;
}

const HEADER = `  ${''.padEnd(18)}${['talk %', 'aband.', 'worst d', 'w 30min'].map((each) => each.padStart(8)).join('')}  ≤3.0 %`;

function shown(cell, say) {
  const { scenario, agents, rate, table, seconds, results } = cell;
  say(`\n${TITLES[scenario]}, N = ${agents}, p = ${rate}${table ? ` (model-based pacer of the table: ${table})` : ''}`);
  say(HEADER);
  for (const { dialer, bars, ...result } of results) say(row(dialer, result, bars));
  say(`  ${seconds.toFixed(0)} s`);
}

/** A worker for each core takes cells, the largest floors first, so that none of them works alone at the end. */
async function runCells(cells, options, say) {
  const { expectedTalk } = await import('./bars.mjs');
  const queue = [...cells].sort((a, b) => b.agents - a.agents);
  const done = new Map();
  const work = async () => {
    const worker = new Worker(new URL('run-cell.mjs', import.meta.url));
    for (let cell = queue.shift(); cell; cell = queue.shift()) {
      worker.postMessage({ cell, options });
      const [result] = await once(worker, 'message');
      const told = { ...result, table: expectedTalk(cell) };
      done.set(cell, told);
      shown(told, say);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), cells.length) }, work));
  return cells.map((cell) => done.get(cell));
}

/** The cost of one decision with everybody at work, after an hour of learning. */
async function decisionCost() {
  const { Day } = await import('./simulate-day.mjs');
  const { scenarios } = await import('./scenario.mjs');
  const { Ours } = await import('./ours.mjs');
  const dialer = new Ours();
  const day = new Day({ agents: 130, answerRate: 0.2, scenario: scenarios.stationary, seed: 1, dialer }).run(3600);
  return dialer.timeDecision(day.now, day.world);
}

async function main(options) {
  const say = (line) => (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const cells = scenariosOf(options).flatMap((scenario) =>
    options.agents.flatMap((agents) => options['answer-rate'].map((rate) => ({ scenario, agents, rate }))),
  );
  say(`Predictive dialling: simulated days of 8 h, seeds ${options.seeds.join(' ')}`);
  const began = performance.now();
  const results = await runCells(cells, options, say);
  const microseconds = await decisionCost();
  say(
    `\nOne decision at N = 130, p = 0.2: ${microseconds.toFixed(0)} µs, bar ≤ 1000 µs ${microseconds <= 1000 ? '✓' : '✗'}`,
  );
  const bars = results.flatMap((cell) => cell.results.flatMap((each) => each.bars));
  const minutes = (performance.now() - began) / 60_000;
  say(`${bars.filter(({ reached }) => reached).length} of ${bars.length} bars reached, in ${minutes.toFixed(1)} min`);
  for (const note of NOTES) say(note);
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ seeds: options.seeds, decisionMicroseconds: microseconds, cells: results }, null, 2)}\n`,
    );
}

/** The sources of the pacer are TypeScript: that takes the project's own Node. */
function underOurNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  const { status } = spawnSync(NODE, process.argv.slice(1), { stdio: 'inherit' });
  process.exit(status ?? 1);
}

underOurNode();
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else await main(options);
} catch (error) {
  if (!error.usage) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
