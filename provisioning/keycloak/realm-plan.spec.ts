import { differences, fillIn, merged, type RealmPlan } from './realm-plan';
import realm from './realm.json';

describe('the realm file', () => {
  it('puts the installation’s values in, and names one that is missing', () => {
    const plan = fillIn(realm as RealmPlan, { PUBLIC_URL: 'https://centrala.firma.test', API_SECRET: 'a"b\\c' });
    expect(plan.clients[0]).toMatchObject({ redirectUris: ['https://centrala.firma.test/*'] });
    expect(plan.clients[1]).toMatchObject({ secret: 'a"b\\c' });
    expect(() => fillIn(realm, { PUBLIC_URL: 'x' })).toThrow('API_SECRET');
  });

  it('finds only what is wanted and different', () => {
    const actual = { enabled: true, locales: ['en', 'pl'], attributes: { a: '1', other: 'stays' }, id: 'x' };
    expect(differences({ enabled: true, locales: ['pl', 'en'], attributes: { a: '1' } }, actual)).toEqual([]);
    expect(differences({ enabled: false, locales: ['pl'], attributes: { a: '2' } }, actual)).toEqual([
      'enabled',
      'locales',
      'attributes',
    ]);
  });

  it('keeps what it does not speak of', () => {
    expect(merged({ attributes: { a: '2' } }, { id: 'x', attributes: { a: '1', b: '1' } })).toEqual({
      id: 'x',
      attributes: { a: '2', b: '1' },
    });
  });
});
