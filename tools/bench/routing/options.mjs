export const HELP = `
npm run bench:routing [-- options]   decisions, fairness, replay, expected waits and offers, peers beside them

  --seed 1              of the floor and of everything that happens on it
  --agents 130          people who take calls
  --queues 40           queues, each served by about a fifth of them
  --waiting 500,5000    callers who wait while the decisions are made, one or several sizes
  --decisions 5000      decisions measured for each size
  --calls 20000         calls of the day whose journal is replayed
  --interleavings 1000000   random steps in which nothing may be given twice
  --json                figures as JSON on standard output
`;

const DEFAULTS = {
  seed: 1,
  agents: 130,
  queues: 40,
  waiting: [500, 5000],
  decisions: 5000,
  calls: 20_000,
  interleavings: 1_000_000,
  json: false,
};
const wrong = (message) => Object.assign(new Error(`${message}\n${HELP}`), { usage: true });

function whole(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw wrong(`--${name} wants a whole number from 1, got "${text}"`);
  return value;
}

/** Reads the command line; throws an error with `usage` set when it makes no sense. */
export function readOptions(words) {
  const options = { ...DEFAULTS };
  const queue = [...words];
  while (queue.length > 0) {
    const [name, inline] = queue.shift().replace(/^--/, '').split('=', 2);
    if (name === 'json' || name === 'help') options[name] = true;
    else if (name === 'waiting')
      options.waiting = (inline ?? queue.shift() ?? '').split(',').map((n) => whole(name, n));
    else if (name in DEFAULTS) options[name] = whole(name, inline ?? queue.shift());
    else throw wrong(`unknown option --${name}`);
  }
  return options;
}
