import { figure } from './support/figures.mjs';

const SEEDS = { from: 2001, to: 2120 };

async function run() {
  const { barsOf, madeClips } = await import('./amd/judging.mjs');
  const { judges, measure } = await import('./amd/measure.mjs');
  const clips = madeClips({ seeds: SEEDS, asterisk: null });
  const [all, clean] = [clips, clips.filter((clip) => clip.clean)].map((list) =>
    judges.map((judge) => measure(judge, list)),
  );
  return barsOf(all, clean).map(({ name, value, relation, limit }) =>
    figure(name, value, '%', [relation, Number(limit.toFixed(2))]),
  );
}

export const bench = {
  name: 'amd',
  title: 'Person or machine, on texts and voices that training never saw',
  seeds: `${SEEDS.from}-${SEEDS.to}`,
  peer: 'app_amd’s logic, re-built from its documented parameters',
  notes: ['npm run bench:amd takes seeds, or a folder of clips'],
  run,
};
