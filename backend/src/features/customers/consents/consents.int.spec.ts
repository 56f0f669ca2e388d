import { randomUUID } from 'node:crypto';
import type { RecordConsent } from '#contracts';
import { Journal } from '../../../platform/journal';
import { aMeta } from '../../../testing/builders';
import { SeededIds } from '../../../testing/seeded-ids';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database';
import { ConsentStore } from './data/consent.store';
import { Consents } from './use-cases/consents';

const DAY = 86_400_000;
const meta = aMeta();
const MARKETING = { channel: 'sms', purpose: 'marketing' } as const;

describe('the ledger of consents', () => {
  let test: TestDatabase;
  let consents: Consents;

  beforeAll(async () => {
    test = await createTestDatabase();
    consents = new Consents(test.database, new Journal(test.database), new ConsentStore(), new SeededIds());
  });
  afterAll(() => test.close());

  async function person(number: string): Promise<string> {
    const id = randomUUID();
    await test.database.read.query(
      `insert into contact (id, first_name, last_name, company, phones, emails, note, created_at, updated_at)
       values ($1, 'Ewa', 'Nowak', '', array[$2], '{}', '', now(), now())`,
      [id, number],
    );
    return id;
  }
  const record = (
    contactId: string,
    state: 'given' | 'withdrawn',
    daysAgo: number,
    more: Partial<RecordConsent> = {},
  ) => {
    const happenedAt = new Date(meta.at - daysAgo * DAY).toISOString();
    const given = { ...MARKETING, state, source: 'formularz', proof: '', happenedAt, ...more };
    return test.database.transaction((tx) => consents.record(tx, contactId, given, meta));
  };
  const asked = async (whom: { contactId: string } | { number: string }, more: object = {}) => {
    const outcome = await consents.check(test.database.read, { ...whom, ...MARKETING, ...more });
    return outcome.ok ? 'allowed' : outcome.refusal.code;
  };

  it('says what held last, whenever it was entered', async () => {
    const contactId = await person('+48600100201');
    expect(await asked({ contactId })).toBe('consent-missing');
    await record(contactId, 'withdrawn', 2);
    await record(contactId, 'given', 5);
    expect(await asked({ contactId })).toBe('consent-withdrawn');
    await record(contactId, 'given', 1);
    expect([await asked({ contactId }), await asked({ number: '+48600100201' })]).toEqual(['allowed', 'allowed']);
    expect(await asked({ contactId }, { channel: 'email' })).toBe('consent-missing');
    expect(await asked({ contactId }, { purpose: 'service' })).toBe('allowed');
    expect(await asked({ number: '+48600999999' })).toBe('consent-contact-unknown');
  });

  it('counts a refusal of anybody who has the number', async () => {
    const [one, other] = [await person('+48600100202'), await person('+48600100202')];
    await record(one, 'given', 2);
    expect(await asked({ number: '+48600100202' })).toBe('allowed');
    await record(other, 'withdrawn', 3);
    expect(await asked({ number: '+48600100202' })).toBe('consent-withdrawn');
  });

  it('takes no line of a purpose that is not there, or of tomorrow', async () => {
    const contactId = await person('+48600100203');
    expect(await record(contactId, 'given', -1)).toMatchObject({ refusal: { code: 'consent-in-future' } });
    expect(await record(contactId, 'given', 1, { purpose: 'spam' })).toMatchObject({
      refusal: { code: 'consent-purpose-unknown' },
    });
  });
});
