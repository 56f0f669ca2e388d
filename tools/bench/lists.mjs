import pg from 'pg';
import { figure, percentile } from './support/figures.mjs';
import { startDemo } from './support/demo-stack.mjs';
import { timed } from './support/house.mjs';
import { CAMPAIGN, fillLists } from './lists/fill.mjs';

const ROWS = Number(process.env['CENTRALA_BENCH_ROWS'] ?? 300_000);
const ROUNDS = 100;
const LIMIT = 50;
const DEEP_PAGE = 1000;
/** Cursors hold for any size of a page, so the way to page 1 000 is walked in larger steps. */
const STRIDE = 200;

/** Each list with the shortest SQL of its page: the table, what it is sorted by, and how. */
const LISTS = {
  calls: { path: '/calls?', table: 'call', by: 'started_at', order: 'desc' },
  contacts: { path: '/contacts?', table: 'contact', by: 'last_name', order: 'asc' },
  records: { path: `/records?campaignId=${CAMPAIGN}&`, table: 'record', by: 'id', order: 'asc' },
  recordings: { path: '/recordings?', table: 'recording', by: 'started_at', order: 'desc' },
};

const after = (cursor) => (cursor ? `&after=${encodeURIComponent(cursor)}` : '');

/** The cursor of the page before `DEEP_PAGE`, and the row that it stands at. */
async function walk(api, { path }) {
  let page = { next: null, items: [] };
  for (let rows = 0; rows < (DEEP_PAGE - 1) * LIMIT; rows += page.items.length) {
    const limit = Math.min(STRIDE, (DEEP_PAGE - 1) * LIMIT - rows);
    page = await api('GET', `${path}limit=${limit}${after(page.next)}`);
    if (!page.next) throw new Error(`${path} has no page ${DEEP_PAGE}`);
  }
  return { cursor: page.next, last: page.items.at(-1).id };
}

function statements({ table, by, order }, last) {
  const end = `order by ${by} ${order}, id ${order} limit ${LIMIT}`;
  const than = order === 'asc' ? '>' : '<';
  const place = `(select ${by} from ${table} where id = '${last}'), '${last}'::uuid`;
  return {
    first: `select * from ${table} ${end}`,
    deep: `select * from ${table} where (${by}, id) ${than} (${place}) ${end}`,
  };
}

/** Page 1 and page 1 000 in turns, over HTTP and in SQL. */
async function measure(api, client, list) {
  const { cursor, last } = await walk(api, list);
  const sql = statements(list, last);
  const samples = { first: [], deep: [], firstSql: [], deepSql: [] };
  for (let round = -5; round < ROUNDS; round += 1) {
    const took = {
      first: await timed(() => api('GET', `${list.path}limit=${LIMIT}`)),
      deep: await timed(() => api('GET', `${list.path}limit=${LIMIT}${after(cursor)}`)),
      firstSql: await timed(() => client.query(sql.first)),
      deepSql: await timed(() => client.query(sql.deep)),
    };
    if (round >= 0) for (const [name, ms] of Object.entries(took)) samples[name].push(ms);
  }
  return samples;
}

function figures(name, { first, deep, firstSql, deepSql }) {
  const [p50, p95] = [(sample) => percentile(sample, 0.5), (sample) => percentile(sample, 0.95)];
  return [
    figure(`${name}: page 1`, p95(first), 'ms p95', ['≤', 50]),
    figure(`${name}: page ${DEEP_PAGE}`, p95(deep), 'ms p95', ['≤', 50]),
    figure(`${name}: page ${DEEP_PAGE} against page 1, medians`, p50(deep) / p50(first), 'times', ['≤', 1.5]),
    figure(`${name}: raw SQL, page 1`, p95(firstSql), 'ms p95'),
    figure(`${name}: raw SQL, page ${DEEP_PAGE}`, p95(deepSql), 'ms p95'),
  ];
}

export const bench = {
  name: 'lists',
  title: `pages of ${LIMIT} of lists of ${ROWS} rows, ${ROUNDS} times each, through the API`,
  seeds: 'none drawn: rows are made by number',
  peer: 'the shortest SQL of the same page, without HTTP and without names of other tables',
  async run(context) {
    const { stack, api } = await startDemo(context);
    const client = new pg.Client({ connectionString: stack.environment.DATABASE_URL });
    try {
      await client.connect();
      await fillLists(client, ROWS);
      const measured = [];
      for (const [name, list] of Object.entries(LISTS))
        measured.push(...figures(name, await measure(api, client, list)));
      return measured;
    } finally {
      await client.end();
      await stack.stop();
    }
  },
};
