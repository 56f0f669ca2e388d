import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { once } from 'node:events';
import { compiled } from '../reference/compiled.mjs';
import { makeList } from './import/make-list.mjs';
import { figure } from './support/figures.mjs';
import { openHouse } from './support/house.mjs';

const ROWS = Number(process.env['CENTRALA_BENCH_ROWS'] ?? 300_000);
const SEED = Number(process.env['CENTRALA_BENCH_SEED'] ?? 1);
const CAMPAIGN = '00000000-0000-4000-8000-0000000000c1';
const ACTOR = '00000000-0000-4000-8000-0000000000a1';
const MAPPING = ['firstName', 'lastName', 'phone', 'email', 'company', 'externalKey'];
const inRecords = (path) => compiled(`features/customers/records/${path}`);
const inConsents = (path) => compiled(`features/customers/consents/${path}`);

async function writeList(path) {
  const out = createWriteStream(path);
  for (const line of makeList(ROWS, SEED)) if (!out.write(`${line}\r\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'close');
  chmodSync(path, 0o644);
}

/** The import as the job runs it, put together by hand: its own classes, a file store of one file. */
function runner({ database, journal }, path) {
  const { SystemClock, UuidV7 } = compiled('platform/clock/index.js');
  const clock = new SystemClock();
  const ids = new UuidV7(clock);
  const { ConsentStore } = inConsents('data/consent.store.js');
  const { Consents } = inConsents('use-cases/consents.js');
  const { ContactFieldStore } = inRecords('data/contact-field.store.js');
  const { ContactRoutingStore } = inRecords('data/contact-routing.store.js');
  const { ContactRulesSource } = inRecords('data/contact-rules.js');
  const { ContactStore } = inRecords('data/contact.store.js');
  const { DuplicateStore } = inRecords('data/duplicate.store.js');
  const { ImportStore } = inRecords('data/import.store.js');
  const { IntakeStore } = inRecords('data/intake.store.js');
  const { RecordStore } = inRecords('data/record.store.js');
  const { TableFiles } = inRecords('data/table-file.js');
  const { ContactIntake } = inRecords('use-cases/contact-intake.js');
  const { ContactRoutingSettings } = inRecords('use-cases/contact-routing-settings.js');
  const { ImportRules } = inRecords('use-cases/import-rules.js');
  const { Records } = inRecords('use-cases/records.js');
  const { RunImport } = inRecords('use-cases/run-import.js');
  const { TakeRows } = inRecords('use-cases/take-rows.js');
  const files = { get: async () => ({ file: {}, content: createReadStream(path) }) };
  const fields = new ContactFieldStore();
  const store = new ImportStore(database);
  const tables = new TableFiles(files);
  const consents = new Consents(database, journal, new ConsentStore(), ids);
  const routing = new ContactRoutingStore();
  const routings = new ContactRoutingSettings(database, journal, new ContactStore(database), routing);
  const rules = new ImportRules(fields, consents, routing, clock);
  const intake = new ContactIntake(
    journal,
    new ContactRulesSource(fields),
    new IntakeStore(),
    new DuplicateStore(database),
    ids,
  );
  const records = new Records(journal, new RecordStore(database), ids);
  const rows = new TakeRows(database, journal, store, intake, records, consents, routings);
  return { ids, store, tables, run: new RunImport(database, journal, store, tables, rules, rows, clock) };
}

async function ours(house, path) {
  const { ids, store, tables, run } = runner(house, path);
  const id = ids.next();
  const begun = performance.now();
  const facts = (await tables.look('bench', 'csv')).value;
  const plan = { mapping: MAPPING, campaignId: CAMPAIGN, onKnown: 'fill' };
  const by = { id: ACTOR, at: Date.now() };
  await house.database.transaction(async (tx) => {
    await tx.query(
      `insert into campaign (id, name, kind, priority, settings) values ($1, 'Bench', 'preview', 0, '{}') on conflict do nothing`,
      [CAMPAIGN],
    );
    await store.insert(tx, { id, fileKey: 'bench', fileName: 'bench.csv', facts, plan }, by);
    await store.move(tx, id, 'running', Date.now());
  });
  await run.run(id);
  const seconds = (performance.now() - begun) / 1000;
  const [done] = await house.database.read.query(
    'select state, added, joined, review, refused, records from contact_import where id = $1',
    [id],
  );
  return { seconds, ...done };
}

/** The least that gives as many contacts and records: COPY into a table without indexes, then two statements over the same tables as ours. */
const PEER = [
  `insert into record_source values ('00000000-0000-4000-8000-0000000000b1', '${CAMPAIGN}', 'import', 'peer', now())`,
  `insert into contact (id, first_name, last_name, company, phones, emails, note, created_at, updated_at)
   select gen_random_uuid(), first, last, company, array['+48' || number], case when email = '' then '{}'::text[] else array[email] end, '', now(), now()
   from (select distinct on (number) * from (select *, right(regexp_replace(phone, '\\D', '', 'g'), 9) as number from bench_list) as l
     order by number) as fresh`,
  `insert into record (id, contact_id, campaign_id, source_id, external_key, created_at, updated_at)
   select gen_random_uuid(), k.id, '${CAMPAIGN}', '00000000-0000-4000-8000-0000000000b1', fresh.key, now(), now()
   from (select distinct on (number) key, number from (select key, right(regexp_replace(phone, '\\D', '', 'g'), 9) as number from bench_list)
     as l order by number) as fresh
   join contact k on k.phones[1] = '+48' || fresh.number`,
];

async function peer({ database }, path) {
  const { read } = database;
  await read.query('truncate contact, record, record_source cascade');
  await read.query('create table bench_list (first text, last text, phone text, email text, company text, key text)');
  const begun = performance.now();
  await read.query(`copy bench_list from '${path}' with (format csv, delimiter ';', header)`);
  await read.query(
    `update bench_list set email = coalesce(email, ''), company = coalesce(company, '') where email is null or company is null`,
  );
  await database.transaction(async (tx) => {
    for (const statement of PEER) await tx.query(statement);
  });
  return (performance.now() - begun) / 1000;
}

/** A list of clients imported with dedup into a campaign, from the look at the file to the last row. */
export const bench = {
  name: 'import',
  title: `${ROWS} rows imported with dedup, from the look at the file to the last row`,
  seeds: String(SEED),
  peer: 'the same file by COPY into a bare table and merged by number with plain SQL into the same tables',
  async run({ databaseUrl }) {
    const house = await openHouse(databaseUrl);
    const directory = mkdtempSync(join(tmpdir(), 'centrala-import-'));
    chmodSync(directory, 0o755);
    const path = join(directory, 'list.csv');
    try {
      await writeList(path);
      const mine = await ours(house, path);
      const bare = await peer(house, path);
      return [
        figure('import with dedup', mine.seconds, 's', ['≤', 30]),
        figure('rows a second', ROWS / mine.seconds, '1/s'),
        figure('contacts added', mine.added, 'contacts'),
        figure('joined', mine.joined, 'rows'),
        figure('to be reviewed', mine.review, 'rows'),
        figure('refused', mine.refused, 'rows'),
        figure('records', mine.records, 'records'),
        figure('COPY + merge', bare, 's'),
        figure('against COPY + merge', mine.seconds / bare, 'times', ['≤', 4]),
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
      await house.close();
    }
  },
};
