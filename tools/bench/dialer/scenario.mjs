// The world of docs: bars of predictive dialling. All times in seconds.
export const DAY = 8 * 3600;

export const WORLD = {
  failShare: 0.08,
  failAfter: [1, 5],
  ringTimeout: 25,
  ringBase: [1, 3],
  ringMean: 9,
  talkMean: 120,
  talkCv: 1,
  wrapMean: 20,
  wrapCv: 0.7,
  patience: 2,
};

const hours = (h, m = 0) => h * 3600 + m * 60;

const STEADY = { name: 'stationary', warmUp: 600, answerFactor: () => 1, talkFactor: () => 1, absences: [] };

const SHIFTING = {
  name: 'non-stationary',
  warmUp: 0,
  answerFactor: (at) => {
    if (at >= hours(7)) return 1.5;
    if (at >= hours(2) && at < hours(2, 30)) return 0.5;
    return at >= hours(1, 30) && at < hours(2) ? 1.6 : 1;
  },
  talkFactor: (at) => (at >= hours(6) ? 1.5 : 1),
  // A share of the agents goes within [from, until] and comes back after `away`. Whoever is busy finishes first.
  absences: [
    { share: 0.4, from: hours(3, 30), until: hours(3, 35), away: 1800 },
    { share: 0.2, from: hours(5), until: hours(5), away: Infinity },
  ],
};

export const scenarios = { stationary: STEADY, nonstationary: SHIFTING };
