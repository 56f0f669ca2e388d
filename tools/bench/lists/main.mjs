// `npm run bench:lists -- --rows 300000 --json`: pages of lists over the API beside raw SQL.
import { runSized } from '../support/sized.mjs';

const help = `
npm run bench:lists [-- options]   page 1 and page 1 000 of calls, contacts, records and recordings

  --rows 300000   rows of each list
  --json          figures as JSON on standard output
`;

runSized('lists', { rows: 300_000, help });
