// `npm run bench:recordings -- --rows 1000000 --seed 1 --json`: the search for recordings beside raw SQL.
import { runSized } from '../support/sized.mjs';

const help = `
npm run bench:recordings [-- options]   recordings found by each criterion, and the shortest SQL that finds them beside it

  --rows 1000000  recordings, of the last two years
  --seed 1        of what is searched for
  --json          figures as JSON on standard output
`;

runSized('recordings', { rows: 1_000_000, help });
