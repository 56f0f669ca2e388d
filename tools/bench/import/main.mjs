// `npm run bench:import -- --rows 300000 --seed 1 --json`: an import with dedup beside COPY + merge of the same file.
import { runSized } from '../support/sized.mjs';

const help = `
npm run bench:import [-- options]   a list imported with dedup, and COPY + merge of the same list beside it

  --rows 300000   rows of the list; a tenth of them are clients that stand in it twice, written otherwise
  --seed 1        of the names and numbers in it
  --json          figures as JSON on standard output
`;

runSized('import', { rows: 300_000, help });
