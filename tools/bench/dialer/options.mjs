export const HELP = `
npm run bench:dialer [-- options]   talk time and abandoned calls of the predictive dialer, peers beside it

  The whole table is 24 cells of ten days; it says of each how long it took. Without peers it is a fifth of the work.

  --seeds 1-10          seeds, as numbers and ranges: 1-5,9 (one simulated day of 8 h each; default 1-10)
  --agents 5,15,30,130  sizes of the floor
  --answer-rate .2,.3   shares of calls that a person answers (default .2,.3,.5)
  --stationary          only the steady day
  --nonstationary       only the day with steps of the answer rate, absences and longer talks
  --hard                also our hard cap mode
  --oracle              also an oracle: our engine, told the true answer rate, its risk set in hindsight (slow)
  --no-peers            without the peers
  --json                figures as JSON on standard output
`;

const wrong = (message) => Object.assign(new Error(`${message}\n${HELP}`), { usage: true });

function numbers(name, text) {
  const list = (text ?? '').split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return Array.from({ length: Math.round(to - from) + 1 }, (_, step) => from + step);
  });
  if (list.length === 0 || list.some((each) => !Number.isFinite(each) || each <= 0))
    throw wrong(`--${name} wants positive numbers, got "${text}"`);
  return list;
}

const whole = (name, text) => {
  const list = numbers(name, text);
  if (list.some((each) => !Number.isInteger(each))) throw wrong(`--${name} wants whole numbers, got "${text}"`);
  return list;
};

const shares = (name, text) => {
  const list = numbers(name, text);
  if (list.some((each) => each > 0.6)) throw wrong(`--${name} wants shares up to .6, got "${text}"`);
  return list;
};

const LISTS = { seeds: whole, agents: whole, 'answer-rate': shares };
const FLAGS = ['stationary', 'nonstationary', 'hard', 'oracle', 'peers', 'json', 'help'];

/** Reads the command line; throws an error with `usage` set when it makes no sense. */
export function readOptions(words) {
  const options = {
    seeds: whole('seeds', '1-10'),
    agents: [5, 15, 30, 130],
    'answer-rate': [0.2, 0.3, 0.5],
    peers: true,
  };
  const queue = [...words];
  while (queue.length > 0) {
    const [name, inline] = queue.shift().replace(/^--/, '').split('=', 2);
    const bare = name.replace(/^no-/, '');
    if (FLAGS.includes(bare)) options[bare] = bare === name;
    else if (name in LISTS) options[name] = LISTS[name](name, inline ?? queue.shift());
    else throw wrong(`unknown option --${name}`);
  }
  return options;
}

export const scenariosOf = ({ stationary, nonstationary }) =>
  Boolean(stationary) === Boolean(nonstationary)
    ? ['stationary', 'nonstationary']
    : [stationary ? 'stationary' : 'nonstationary'];
