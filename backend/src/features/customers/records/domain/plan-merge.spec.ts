import fc from 'fast-check';
import { planMerge, planUndo } from './plan-merge';

const contact = (more: Partial<ReturnType<typeof planMerge>> = {}) => ({
  firstName: 'Jan',
  lastName: 'Kowalski',
  company: '',
  phones: ['+48600100200'],
  emails: [],
  note: '',
  fields: {},
  ...more,
});

describe('merging two contacts', () => {
  it('keeps what the golden one has, fills its gaps and puts numbers together', () => {
    const golden = contact({ note: 'VIP', fields: { city: 'Łódź' } });
    const merged = contact({
      company: 'Budimet',
      phones: ['+48600100201'],
      note: 'po 16',
      fields: { city: 'Pabianice', pet: 'kot' },
    });
    expect(planMerge(golden, merged, [])).toEqual({
      ...golden,
      company: 'Budimet',
      phones: ['+48600100200', '+48600100201'],
      note: 'VIP\n\npo 16',
      fields: { city: 'Łódź', pet: 'kot' },
    });
    expect(planMerge(golden, merged, ['fields.city', 'note'])).toMatchObject({
      note: 'po 16',
      fields: { city: 'Pabianice', pet: 'kot' },
    });
  });

  it('is undone without losing what was changed since', () => {
    const before = contact({ fields: { city: 'Łódź' } });
    const after = planMerge(
      before,
      contact({ company: 'Budimet', phones: ['+48600100201'], fields: { pet: 'kot' } }),
      [],
    );
    const now = { ...after, lastName: 'Kowalski-Nowak', phones: [...after.phones, '+48600100299'] };
    expect(planUndo(now, before, after)).toEqual({
      ...before,
      lastName: 'Kowalski-Nowak',
      phones: ['+48600100200', '+48600100299'],
    });
  });

  const text = fc.constantFrom('', 'a', 'b');
  const texts = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { maxLength: 3 });
  const any = fc.record({
    firstName: text,
    lastName: text,
    company: text,
    phones: texts,
    emails: texts,
    note: text,
    fields: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('1', '2')),
  });
  it('undone at once gives back what was there', () => {
    fc.assert(
      fc.property(any, any, fc.subarray(['firstName', 'note', 'fields.x']), (golden, merged, take) => {
        const after = planMerge(golden, merged, take);
        expect(planUndo(after, golden, after)).toEqual(golden);
      }),
    );
  });
});
