import { DAY, scenarios } from './scenario.mjs';
import { Day } from './simulate-day.mjs';

const mean = (values) => values.reduce((sum, each) => sum + each, 0) / values.length;
const HALF_HOUR = 30;

/** One simulated day as figures in percent. */
export function measureDay({ scenario, agents, rate }, seed, dialer) {
  const plan = scenarios[scenario];
  const day = new Day({ agents, answerRate: rate, scenario: plan, seed, dialer }).run();
  const from = plan.warmUp / 60;
  const share = (first, minutes) => {
    let answered = 0;
    let abandoned = 0;
    for (let minute = first; minute < first + minutes; minute++) {
      answered += day.answersPerMinute[minute];
      abandoned += day.dropsPerMinute[minute];
    }
    return answered > 0 ? (100 * abandoned) / answered : 0;
  };
  let worst = 0;
  for (let minute = from; minute + HALF_HOUR <= DAY / 60; minute += HALF_HOUR)
    worst = Math.max(worst, share(minute, HALF_HOUR));
  let sliding = 0;
  for (let minute = from; minute + HALF_HOUR <= DAY / 60; minute++)
    sliding = Math.max(sliding, share(minute, HALF_HOUR));
  return {
    seed,
    talk: (100 * day.talkSeconds) / day.staffedSeconds,
    abandoned: share(from, DAY / 60 - from),
    worstHalfHour: worst,
    worstSlidingHalfHour: sliding,
    dials: day.dials,
    day,
  };
}

/** Figures over all seeds. `make(seed)` gives a fresh dialer for each day. */
export function measure(cell, seeds, make) {
  const days = seeds.map((seed) => measureDay(cell, seed, make()));
  const over = (pick) => mean(days.map(pick));
  return {
    talk: over((each) => each.talk),
    abandoned: over((each) => each.abandoned),
    worstDay: Math.max(...days.map((each) => each.abandoned)),
    daysWithin: 100 * over((each) => (each.abandoned <= 3.0 ? 1 : 0)),
    worstHalfHour: over((each) => each.worstHalfHour),
    worstSlidingHalfHour: over((each) => each.worstSlidingHalfHour),
    days: days.map(({ seed, talk, abandoned }) => ({ seed, talk, abandoned })),
  };
}
