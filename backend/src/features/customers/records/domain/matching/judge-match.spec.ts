import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeMatch } from './judge-match';
import { precision, recall, scoreOf } from './labelled-score.fixture';
import { labelledSet, type LabelledRow } from './labelled-set.fixture';
import { matchKeys } from './match-keys';
import { profileOf, validNip, validPesel, type Matchable } from './profile';

const COMMITTED = join(process.cwd(), 'backend/src/features/customers/records/domain/matching/labelled-contacts.csv');

const someone = (more: Partial<Matchable> = {}): Matchable => ({
  firstName: 'Jan',
  lastName: 'Kowalski',
  company: '',
  phones: ['+48601000001'],
  emails: [],
  ...more,
});
const judged = (one: Partial<Matchable>, other: Partial<Matchable>) =>
  judgeMatch(profileOf(someone(one)), profileOf(someone(other)));

describe('the committed labelled set', () => {
  const rows = readFileSync(COMMITTED, 'utf8').trim().split('\n').slice(1).map(rowOf);

  it('is what its generator makes of its seed', () => {
    expect(rows).toEqual(labelledSet('committed', 1500));
  });

  it('is found with 99 % precision and 90 % recall, and joined without asking with none wrong', () => {
    const score = scoreOf(rows);
    expect(precision(score.found)).toBeGreaterThanOrEqual(0.99);
    expect(precision(score.exact)).toBeGreaterThanOrEqual(0.999);
    expect(recall(score)).toBeGreaterThanOrEqual(0.9);
  });
});

it.each([21, 31, 32, 33])('reaches both on a set nobody has seen: seed %d', (seed) => {
  const score = scoreOf(labelledSet(seed, 1500));
  expect(precision(score.found)).toBeGreaterThanOrEqual(0.99);
  expect(precision(score.exact)).toBeGreaterThanOrEqual(0.999);
  expect(recall(score)).toBeGreaterThanOrEqual(0.9);
});

describe('two contacts', () => {
  const mail = ['jan@kowalski.pl'];
  it.each([
    ['the same phone and name', {}, {}, 'exact same-phone,same-name'],
    ['without marks, boxes mixed up', {}, { firstName: 'KOWALSKI', lastName: 'jan' }, 'exact same-phone,similar-name'],
    ['a short form', { firstName: 'Jakub' }, { firstName: 'Kuba' }, 'exact same-phone,similar-name'],
    ['a typo', { lastName: 'Wiśniewski' }, { lastName: 'Wisneiwski' }, 'exact same-phone,similar-name'],
    ['a family on one phone', {}, { firstName: 'Piotr' }, 'different '],
    ['two real names one letter apart', { firstName: 'Maria' }, { firstName: 'Marta' }, 'different '],
    [
      'a new surname',
      { firstName: 'Ewa', lastName: 'Lis' },
      { firstName: 'Ewa', lastName: 'Bąk' },
      'probable same-phone,surname-differs',
    ],
    ['one digit wrong', {}, { phones: ['+48601000002'] }, 'probable near-phone,same-name'],
    ['only the name', {}, { phones: ['+48505123456'] }, 'different '],
    [
      'Gmail with and without dots',
      { phones: [], emails: ['jan.k@gmail.com'] },
      { phones: [], emails: ['jank@gmail.com'] },
      'exact same-email,same-name',
    ],
    [
      'jan1@ and jan2@',
      { phones: [], emails: ['jkowal1@wp.pl'] },
      { phones: [], emails: ['jkowal2@wp.pl'] },
      'different ',
    ],
    [
      'no name but number and mail',
      { emails: mail },
      { firstName: '', lastName: '', emails: mail },
      'exact same-phone,same-email,name-unknown',
    ],
    ['one PESEL', { pesel: '44051401359' }, { pesel: '44051401359', phones: [] }, 'exact same-pesel,same-name'],
    ['two PESELs', { pesel: '44051401359' }, { pesel: '02070803628' }, 'different '],
    [
      'one company by NIP',
      { nip: '5260250274', phones: [] },
      { nip: '526-025-02-74', phones: [] },
      'exact same-nip,same-name',
    ],
  ])('%s', (_, one, other, expected) => {
    const { verdict, reasons } = judged(one, other);
    expect(`${verdict} ${reasons.join(',')}`).toBe(expected);
  });

  it('are judged alike from both sides, and meet under a key when they are found', () => {
    const rows = labelledSet('both sides', 150).map((row) =>
      profileOf({ ...row, phones: [row.phone], emails: [row.email] }),
    );
    const index = fc.integer({ min: 0, max: rows.length - 1 });
    fc.assert(
      fc.property(index, index, (left, right) => {
        const [one, other] = [rows[left], rows[right]];
        if (!one || !other) return;
        const { verdict, score } = judgeMatch(one, other);
        expect(judgeMatch(other, one)).toMatchObject({ verdict, score });
        if (verdict === 'exact') expect(matchKeys(one).some((key) => matchKeys(other).includes(key))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('identifiers', () => {
  it.each([
    ['44051401359', '44051401359'],
    ['440514 01359', '44051401359'],
    ['02270803624', '02270803624'],
    ['44051401358', null],
    ['99023100004', null],
    ['00000000000', null],
    ['', null],
  ])('PESEL %s: %s', (text, expected) => expect(validPesel(text)).toBe(expected));

  it.each([
    ['526-025-02-74', '5260250274'],
    ['PL 5260250274', '5260250274'],
    ['5260250275', null],
    ['0000000000', null],
  ])('NIP %s: %s', (text, expected) => expect(validNip(text)).toBe(expected));
});

function rowOf(line: string): LabelledRow {
  const [person, firstName = '', lastName = '', company = '', phone = '', email = '', pesel = '', nip = ''] =
    line.split(';');
  return { person: Number(person), firstName, lastName, company, phone, email, pesel, nip };
}
