import { targetsFor, type Colleague } from './transfer-targets';

const colleague = (id: string, name: string, status: Colleague['status'], extension = id): Colleague => ({
  id,
  name,
  extension,
  status,
});
const colleagues = [
  colleague('101', 'Łukasz Żak', 'busy'),
  colleague('102', 'Ewa Nowak', 'not-ready'),
  colleague('103', 'Zofia Lis', 'ready'),
];
const queues = [
  { id: 'q1', name: 'Reklamacje' },
  { id: 'q2', name: 'Sprzedaż' },
];
const names = (search: string) => targetsFor(search, colleagues, queues).map(({ name }) => name);

describe('transfer targets', () => {
  it('offers who is ready first, then queues', () =>
    expect(names('')).toEqual(['Zofia Lis', 'Ewa Nowak', 'Łukasz Żak', 'Reklamacje', 'Sprzedaż']));
  it('finds Polish names without Polish letters', () => {
    expect(names('luk')).toEqual(['Łukasz Żak']);
    expect(names('sprzedaz')).toEqual(['Sprzedaż']);
  });
  it('finds by extension and offers the number itself', () => expect(names('101')).toEqual(['Łukasz Żak', '101']));
  it('takes a number as it was pasted', () => {
    expect(targetsFor('601 234-567', colleagues, queues)).toEqual([
      {
        key: 'number',
        name: '601 234 567',
        detail: null,
        status: null,
        target: { kind: 'number', number: '601234567' },
      },
    ]);
  });
});
