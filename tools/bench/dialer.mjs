import { figure } from './support/figures.mjs';

const SEEDS = [1, 2];
const CELLS = [
  { scenario: 'stationary', agents: 5, rate: 0.3 },
  { scenario: 'stationary', agents: 15, rate: 0.3 },
  { scenario: 'nonstationary', agents: 15, rate: 0.3 },
];

async function run() {
  const { measure } = await import('./dialer/measure.mjs');
  const { Ours } = await import('./dialer/ours.mjs');
  const { Progressive } = await import('./dialer/peers.mjs');
  const { judge } = await import('./dialer/bars.mjs');
  return CELLS.flatMap((cell) => {
    const ours = measure(cell, SEEDS, () => new Ours());
    const peer = measure(cell, SEEDS, () => new Progressive());
    const where = `${cell.scenario} N=${cell.agents} p=${cell.rate}`;
    return [
      ...judge(cell, ours).map(({ name, value, relation, limit }) =>
        figure(`${where}: ${name}`, value, '%', [relation, limit]),
      ),
      figure(`${where}: talk, progressive 1:1`, peer.talk, '%'),
    ];
  });
}

/** A taste of `npm run bench:dialer`, which prints every bar for every floor, with more peers and seeds of your choice. */
export const bench = {
  name: 'dialer',
  title: 'predictive dialling in a simulated world',
  seeds: SEEDS.join(' '),
  peer: 'progressive dialling, re-built; the rest by npm run bench:dialer',
  run,
};
