// `npm run bench:dialer`: every bar of predictive dialling, in a simulated world, with the peers beside us.
import { spawnSync } from 'node:child_process';
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

async function runCell(cell, options, say) {
  const { dialers } = await import('./dialers.mjs');
  const { judge, expectedTalk } = await import('./bars.mjs');
  const bar = expectedTalk(cell);
  say(
    `\n${TITLES[cell.scenario]}, N = ${cell.agents}, p = ${cell.rate}${bar ? ` (model-based pacer of the table: ${bar})` : ''}`,
  );
  say(HEADER);
  const results = [];
  for (const { name, run } of dialers.filter(({ when }) => when(options, cell))) {
    const result = run(cell, options.seeds);
    const bars = name === 'ours' ? judge(cell, result) : [];
    say(row(name, result, bars));
    results.push({ dialer: name, ...result, bars });
  }
  return { ...cell, table: bar, results };
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
  const results = [];
  for (const cell of cells) results.push(await runCell(cell, options, say));
  const microseconds = await decisionCost();
  say(
    `\nOne decision at N = 130, p = 0.2: ${microseconds.toFixed(0)} µs, bar ≤ 1000 µs ${microseconds <= 1000 ? '✓' : '✗'}`,
  );
  const bars = results.flatMap((cell) => cell.results.flatMap((each) => each.bars));
  say(`${bars.filter(({ reached }) => reached).length} of ${bars.length} bars reached`);
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
