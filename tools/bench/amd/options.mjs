export const HELP = `
npm run bench:amd [-- options]   person or machine: our detector beside app_amd's logic, on held-out texts and voices

  --seeds 1001-1600    clips to make, one a seed (default 1001-1600)
  --clips DIR          a folder of WAV files with labels.csv (file,person|machine) instead
  --asterisk DIR       beside espeak, prompts of Debian's asterisk-core-sounds-*-wav under DIR (es, ru: not trained on)
  --wrong              names every clip that was judged wrongly
  --json               figures as JSON on standard output
`;

const wrong = (message) => Object.assign(new Error(`${message}\n${HELP}`), { usage: true });

/** Reads the command line; throws an error with `usage` set when it makes no sense. */
export function readOptions(words) {
  const options = { seeds: '1001-1600', clips: null, asterisk: null };
  const queue = [...words];
  while (queue.length > 0) {
    const name = queue.shift().replace(/^--/, '');
    if (['json', 'wrong', 'help'].includes(name)) options[name] = true;
    else if (name in options && queue.length > 0) options[name] = queue.shift();
    else throw wrong(`unknown option --${name}, or its value is missing`);
  }
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(options.seeds) ?? [];
  if (from === undefined || Number(to) < Number(from))
    throw wrong(`--seeds wants numbers like 1001-1600, got "${options.seeds}"`);
  return { ...options, seeds: { from: Number(from), to: Number(to) } };
}
