import { ALL_MATCH_KEYS } from './matching/match-keys';
import { IntakePlanner, type KnownContact, type OnKnown } from './plan-intake';
import { Recognition } from './recognise';

const recognition = new Recognition([], ALL_MATCH_KEYS);
const values = (firstName: string, lastName: string, phone = '', more: object = {}) => ({
  firstName,
  lastName,
  company: '',
  phones: phone === '' ? [] : [phone],
  emails: [] as string[],
  note: '',
  fields: {},
  ...more,
});
const known = (id: string, of: ReturnType<typeof values>): KnownContact => ({ id, values: of, version: 3 });

function taken(onKnown: OnKnown, there: readonly KnownContact[], ...rows: ReturnType<typeof values>[]) {
  const found = there.map((contact) => ({ ...contact, keys: recognition.keys(contact.values) }));
  const planner = new IntakePlanner(recognition, onKnown, found);
  rows.forEach((row, index) => planner.take({ id: `new-${index + 1}`, values: row }));
  return planner.plan();
}

describe('taking contacts in', () => {
  it('makes one contact of one client, also when he stands in the file twice', () => {
    const plan = taken(
      'fill',
      [],
      values('Jan', 'Lis', '+48601000001'),
      values('Jan', 'LIS', '+48601000001', { emails: ['j@l.pl'] }),
    );
    expect(plan.created).toMatchObject([{ id: 'new-1', values: { lastName: 'Lis', emails: ['j@l.pl'] } }]);
    expect(plan.rows.map(({ outcome, contactId }) => [outcome, contactId])).toEqual([
      ['new', 'new-1'],
      ['joined', 'new-1'],
    ]);
  });

  it('finds the third through what the second added', () => {
    const mail = { emails: ['jan.lis@firma.pl'] };
    const plan = taken(
      'fill',
      [],
      values('Jan', 'Lis', '+48601000001'),
      values('Jan', 'Lis', '+48601000001', mail),
      values('Jan', 'Lis', '+48700', mail),
    );
    expect(plan.created).toHaveLength(1);
  });

  const there = known('k', values('Jan', 'Lis', '+48601000001', { company: 'Stara', note: 'A' }));
  const row = values('Jan', 'Lis', '+48601000001', { company: 'Nowa', emails: ['j@l.pl'] });
  it.each([
    ['fill', [{ before: there, values: { company: 'Stara', emails: ['j@l.pl'] } }], 'joined'],
    ['overwrite', [{ before: there, values: { company: 'Nowa', note: 'A', emails: ['j@l.pl'] } }], 'joined'],
    ['keep', [], 'joined'],
    ['skip', [], 'skipped'],
  ] as const)('%s: a known contact', (onKnown, changed, outcome) => {
    const plan = taken(onKnown, [there], row);
    expect(plan.changed).toMatchObject(changed);
    expect(plan.rows).toMatchObject([{ contactId: 'k', outcome, reasons: ['same-phone', 'same-name'] }]);
  });

  it('takes a probable one in and asks', () => {
    const plan = taken('fill', [there], values('Jan', 'Lis', '+48601000002'));
    expect(plan.created).toHaveLength(1);
    expect(plan.pairs).toMatchObject([{ oneId: 'new-1', otherId: 'k', reasons: ['near-phone', 'same-name'] }]);
    expect(plan.rows).toMatchObject([{ outcome: 'review' }]);
  });
});
