// `npm run bench:amd`: person or machine, our detector beside app_amd's logic.
import { spawnSync } from 'node:child_process';
import { NODE } from '../../dev/paths.mjs';
import { HELP, readOptions } from './options.mjs';

const NOTE =
  "app_amd's logic is re-built from its documented parameters with their defaults; what it is not sure of counts as a person.";

const number = (value, digits = 1) => (value === null ? '–' : value.toFixed(digits)).padStart(9);
const COLUMNS = ['accuracy %', 'p as m %', 'm as p %', 'm ≤3.5 s %', 'm after', 'p after', '% of core'];
const row = (name, one) =>
  `  ${name.padEnd(15)}${[one.accuracy, one.personAsMachine, one.machineAsPerson, one.caughtIn3500].map((each) => number(each)).join('  ')}${number(one.machineAfterMs, 0)}${number(one.personAfterMs, 0)}${number(one.corePercent, 2)}`;

async function main(options) {
  const { judges, measure } = await import('./measure.mjs');
  const { barsOf, labelledClips, madeClips } = await import('./judging.mjs');
  const say = (line) => (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const clips = options.clips === null ? madeClips(options) : labelledClips(options.clips);
  if (clips.length === 0) throw new Error('no clips: labels.csv wants lines of file,person or file,machine');
  say(
    options.clips === null
      ? `Held-out texts and voices, seeds ${options.seeds.from}-${options.seeds.to}`
      : options.clips,
  );
  const sets = [['all', clips]];
  if (options.clips === null)
    sets.push(['clean', clips.filter(({ clean }) => clean)], ['noisy', clips.filter(({ clean }) => !clean)]);
  if (options.asterisk !== null) sets.push(['recorded', clips.filter(({ source }) => source === 'recorded')]);
  const results = {};
  for (const [set, list] of sets) {
    results[set] = judges.map((judge) => ({ judge: judge.name, ...measure(judge, list) }));
    say(
      `\n${set}: ${results[set][0].people} people, ${results[set][0].machines} machines\n  ${''.padEnd(15)}${COLUMNS.map((each) => each.padStart(9)).join('  ')}`,
    );
    for (const one of results[set]) say(row(one.judge, one));
  }
  const bars = barsOf(results.all, results.clean);
  for (const { name, value, relation, limit, reached } of bars)
    say(`${reached ? '✓' : '✗'} ${name}: ${number(value, 2).trim()} ${relation} ${limit.toFixed(2)}`);
  if (options.wrong)
    for (const each of results.all[0].wrong)
      say(`  ${each.clip}: ${each.label} taken for ${each.who} after ${each.atMs} ms`);
  say(NOTE);
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ seeds: options.seeds, clips: options.clips, results, bars, note: NOTE }, null, 2)}\n`,
    );
}

/** The sources of the detector are TypeScript: that takes the project's own Node. */
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
