export const HELP = `
npm run bench:import [-- options]   a list imported with dedup, and COPY + merge of the same list beside it

  --rows 300000   rows of the list; a tenth of them are clients that stand in it twice, written otherwise
  --seed 1        of the names and numbers in it
  --json          figures as JSON on standard output
`;

const wrong = (message) => Object.assign(new Error(`${message}\n${HELP}`), { usage: true });

/** Reads the command line; throws an error with `usage` set when it makes no sense. */
export function readOptions(words) {
  const options = { rows: 300_000, seed: 1, json: false, help: false };
  const queue = [...words];
  while (queue.length > 0) {
    const [name, inline] = queue.shift().replace(/^--/, '').split('=', 2);
    if (name === 'json' || name === 'help') options[name] = true;
    else if (name === 'rows' || name === 'seed') {
      const value = Number(inline ?? queue.shift());
      if (!Number.isInteger(value) || value < 1) throw wrong(`--${name} wants a whole number from 1`);
      options[name] = value;
    } else throw wrong(`unknown option --${name}`);
  }
  return options;
}
