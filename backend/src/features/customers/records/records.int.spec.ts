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
import type { ContactValues } from './domain/check-contact';
import { ContactIntake, type PreparedIntake } from './use-cases/contact-intake';
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

  describe('come in', () => {
    let meanwhile: () => Promise<unknown>;
    let lookups: number;
    class Watched extends DuplicateStore {
      override async candidates(...asked: Parameters<DuplicateStore['candidates']>) {
        lookups += 1;
        const found = await super.candidates(...asked);
        await meanwhile();
        return found;
      }
    }
    let intake: ContactIntake;
    beforeEach(() => {
      const rules = new ContactRulesSource(new ContactFieldStore());
      const ids = new SeededIds(7);
      intake ??= new ContactIntake(
        new Journal(test.database),
        rules,
        new IntakeStore(),
        new Watched(test.database),
        ids,
      );
      meanwhile = () => Promise.resolve();
      lookups = 0;
    });

    const client = (lastName: string, emails: string[] = []) => ({
      firstName: 'Jan',
      lastName,
      company: '',
      phones: [`+4860100${String(1000 + lastName.charCodeAt(0))}`],
      emails,
      note: '',
      fields: {},
    });
    const prepare = (rows: ContactValues[], before?: PreparedIntake) =>
      intake.prepare(test.database.read, rows, 'fill', before);
    const take = (prepared: PreparedIntake) => within((tx) => intake.take(tx, prepared, SOURCE.id, meta));
    const known = (lastName: string) =>
      test.database.read.query('select company, emails, version from contact where last_name = $1', [lastName]);

    it('join a contact as it is when they are written, not as it was when they were recognised', async () => {
      await take(await prepare([client('Lis')]));
      meanwhile = () =>
        test.database.read.query(
          `update contact set company = 'Lis', version = version + 1 where last_name = 'Lis' and version = 1`,
        );
      const { results } = await take(await prepare([client('Lis', ['jan@lis.pl'])]));
      expect(results).toMatchObject([{ outcome: 'joined' }]);
      expect(await known('Lis')).toEqual([{ company: 'Lis', emails: ['jan@lis.pl'], version: 3 }]);
    });

    it('make one contact of a client whom somebody else brings after they were recognised', async () => {
      const prepared = await prepare([client('Bąk', ['jan@bak.pl'])]);
      await take(await prepare([client('Bąk')]));
      expect((await take(prepared)).results).toMatchObject([{ outcome: 'joined' }]);
      expect(await known('Bąk')).toEqual([{ company: '', emails: ['jan@bak.pl'], version: 2 }]);
      expect(lookups).toBe(3);
    });

    it('are recognised while the ones before are written, and see them', async () => {
      const first = await prepare([client('Kos'), client('Żak')]);
      const second = await within(async (tx) => {
        await intake.take(tx, first, SOURCE.id, meta);
        return prepare([client('Kos', ['jan@kos.pl'])], first);
      });
      expect((await take(second)).results).toMatchObject([{ outcome: 'joined' }]);
      const third = await prepare([client('Kos', ['jan@kos.eu'])], second);
      await take(await prepare([client('Kos', ['kos@kos.pl'])]));
      const emails = ['jan@kos.pl', 'kos@kos.pl', 'jan@kos.eu'];
      expect((await take(third)).results).toMatchObject([{ outcome: 'joined' }]);
      expect(await known('Kos')).toEqual([{ company: '', emails, version: 4 }]);
      expect(lookups).toBe(5);
    });

    it('are recognised again when what the ones before should bring was never written', async () => {
      const first = await prepare([client('Gil')]);
      const lost: { second?: PreparedIntake } = {};
      const failing = within(async (tx) => {
        await intake.take(tx, first, SOURCE.id, meta);
        lost.second = await prepare([client('Gil')], first);
        throw new Error('the database went away');
      });
      await expect(failing).rejects.toThrow('went away');
      await take(await prepare([client('Gil')]));
      expect((await take(lost.second as PreparedIntake)).results).toMatchObject([{ outcome: 'joined' }]);
      expect(await known('Gil')).toHaveLength(1);
    });
  });
});
