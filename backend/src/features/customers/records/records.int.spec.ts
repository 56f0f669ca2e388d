import type { Transaction } from '../../../platform/database';
import { Journal } from '../../../platform/journal';
import { bareCampaigns } from '../../../testing/bare-campaigns';
import { aMeta } from '../../../testing/builders';
import { SeededIds } from '../../../testing/seeded-ids';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { ContactFieldStore } from './data/contact-field.store';
import { ContactRulesSource } from './data/contact-rules';
import { DuplicateStore } from './data/duplicate.store';
import { IntakeStore } from './data/intake.store';
import { RecordStore } from './data/record.store';
import { ContactIntake } from './use-cases/contact-intake';
import { Records } from './use-cases/records';

const CAMPAIGN = '00000000-0000-4000-8000-0000000000c1';
const SOURCE = { id: '00000000-0000-4000-8000-0000000000d1', campaignId: CAMPAIGN, kind: 'api', name: 'CRM' } as const;
const OF = { campaignId: CAMPAIGN, sourceId: SOURCE.id };
const meta = aMeta();

describe('records of campaigns', () => {
  let test: TestDatabase;
  let records: Records;
  let contactId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    const journal = new Journal(test.database);
    const ids = new SeededIds();
    records = new Records(journal, new RecordStore(test.database), ids);
    contactId = ids.next();
    await test.database.read.query(
      `insert into contact (id, first_name, last_name, company, phones, emails, note, created_at, updated_at)
       values ($1, 'Ewa', 'Nowak', '', '{+48600100200}', '{}', '', now(), now())`,
      [contactId],
    );
    await bareCampaigns((...query) => test.database.read.query(...query), CAMPAIGN);
    await within((tx) => records.addSource(tx, SOURCE, meta));
  });
  afterAll(() => test.close());

  const within = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => test.database.transaction(work);
  const add = (given: object) => within((tx) => records.add(tx, OF, { contactId, ...given }, meta));
  const events = (type: string) =>
    test.database.read.query('select data from journal where type = $1 order by position', [type]);

  it('are added one by one, each key once', async () => {
    const added = await add({ externalKey: 'A-1', priority: 5 });
    expect(added).toMatchObject({ ok: true, value: { externalKey: 'A-1', priority: 5, contactId } });
    expect(await add({ externalKey: 'A-1' })).toMatchObject({ refusal: { code: 'record-key-taken' } });
    expect(await add({ contactId: SOURCE.id })).toMatchObject({ refusal: { code: 'record-contact-not-found' } });
    const elsewhere = { ...OF, campaignId: SOURCE.id };
    const nowhere = await within((tx) => records.add(tx, elsewhere, { contactId }, meta));
    expect(nowhere).toMatchObject({ refusal: { code: 'campaign-not-found' } });
    const window = { notBefore: '2026-12-02T08:00:00.000Z', notAfter: '2026-12-01T08:00:00.000Z' };
    expect(await add(window)).toMatchObject({ refusal: { code: 'record-window' } });
    expect(await events('RecordAdded')).toMatchObject([{ data: { ...OF, contactId, externalKey: 'A-1' } }]);
  });

  it('are added in numbers under one event that says which', async () => {
    const many = await within((tx) => records.addMany(tx, OF, [{ contactId }, { contactId }, { contactId }], meta));
    const ids = many.map(({ id }) => id);
    expect(await events('RecordsAdded')).toEqual([{ data: { ...OF, count: 3, firstId: ids[0], lastId: ids[2] } }]);
  });

  it('are changed by one at a time, and removed', async () => {
    const added = await add({ fields: { city: 'Łódź' } });
    const id = added.ok ? added.value.id : '';
    const change = (given: object) => within((tx) => records.change(tx, id, { version: 1, ...given }, meta));
    expect(await change({ fields: { rate: 3 } })).toMatchObject({ value: { fields: { city: 'Łódź', rate: 3 } } });
    expect(await change({ priority: 1 })).toMatchObject({ refusal: { code: 'changed-meanwhile' } });
    expect(await within((tx) => records.remove(tx, id, meta))).toMatchObject({ ok: true });
    expect(await within((tx) => records.remove(tx, id, meta))).toMatchObject({ refusal: { code: 'record-not-found' } });
  });

  it('join a contact as it is when they are written, not as it was when they were recognised', async () => {
    let meanwhile = () => Promise.resolve();
    class Edited extends DuplicateStore {
      override async candidates(...asked: Parameters<DuplicateStore['candidates']>) {
        const found = await super.candidates(...asked);
        await meanwhile();
        return found;
      }
    }
    const rules = new ContactRulesSource(new ContactFieldStore());
    const store = new Edited(test.database);
    const intake = new ContactIntake(new Journal(test.database), rules, new IntakeStore(), store, new SeededIds(7));
    const jan = { firstName: 'Jan', lastName: 'Lis', company: '', phones: ['+48601000001'], note: '', fields: {} };
    const take = (emails: string[]) =>
      within((tx) => intake.take(tx, [{ ...jan, emails }], { sourceId: SOURCE.id, onKnown: 'fill' }, meta));
    const edit = `update contact set company = 'Lis', version = version + 1 where last_name = 'Lis' and version = 1`;
    await take([]);
    meanwhile = async () => void (await test.database.read.query(edit));
    expect((await take(['jan@lis.pl'])).results).toMatchObject([{ outcome: 'joined' }]);
    const [held] = await test.database.read.query(
      `select company, emails, version from contact where last_name = 'Lis'`,
    );
    expect(held).toEqual({ company: 'Lis', emails: ['jan@lis.pl'], version: 3 });
  });
});
