import { measure } from './measure.mjs';
import { Ours, trueAnswers } from './ours.mjs';
import { FixedRatio, Progressive, RATIOS, Vicidial, vicidialSettings } from './peers.mjs';

const CAP = 3;

/** The settings with the most talk among those within the cap on average, known after the days: nobody has this in life. */
function bestInHindsight(cell, seeds, candidates, make) {
  let best = null;
  for (const settings of candidates) {
    const { talk, abandoned } = measure(cell, seeds, () => make(settings));
    const better =
      best === null ||
      (abandoned <= CAP ? !best.within || talk > best.talk : !best.within && abandoned < best.abandoned);
    if (better) best = { settings, talk, abandoned, within: abandoned <= CAP };
  }
  return best.settings;
}

const tuned = (candidates, make) => (cell, seeds) => {
  const settings = bestInHindsight(cell, seeds.slice(0, cell.agents > 30 ? 1 : 2), candidates(cell), make);
  return { ...measure(cell, seeds, () => make(settings)), settings };
};

/** Our engine with the true answer rate and ringing times, its risk set by bisection so that the days come out at the cap. */
function oracle(cell, seeds) {
  const answers = trueAnswers(cell.rate);
  const make = (risk) => () => new Ours({ known: { answers, risk } });
  let [low, high] = [Math.log(0.005), Math.log(0.15)];
  for (let step = 0; step < 5; step++) {
    const middle = (low + high) / 2;
    const { abandoned } = measure(cell, seeds.slice(0, 4), make(Math.exp(middle)));
    if (abandoned <= CAP) low = middle;
    else high = middle;
  }
  const risk = Math.exp(low);
  return { ...measure(cell, seeds, make(risk)), settings: { risk } };
}

/** Every dialer of the bench: `{ name, run(cell, seeds) → figures, when(options, cell) }`. */
export const dialers = [
  { name: 'ours', run: (cell, seeds) => measure(cell, seeds, () => new Ours()), when: () => true },
  {
    name: 'ours, hard cap',
    run: (cell, seeds) => measure(cell, seeds, () => new Ours({ mode: 'hard' })),
    when: ({ hard }) => hard,
  },
  {
    name: 'progressive 1:1',
    run: (cell, seeds) => measure(cell, seeds, () => new Progressive()),
    when: ({ peers }) => peers,
  },
  {
    name: 'fixed ratio*',
    run: tuned(
      () => RATIOS,
      (settings) => new FixedRatio(settings),
    ),
    when: ({ peers }) => peers,
  },
  {
    name: 'VICIdial logic*',
    run: tuned(
      ({ agents }) => vicidialSettings(agents),
      (settings) => new Vicidial(settings),
    ),
    when: ({ peers }) => peers,
  },
  { name: 'oracle*', run: oracle, when: (options, cell) => options.oracle && cell.scenario === 'stationary' },
];
