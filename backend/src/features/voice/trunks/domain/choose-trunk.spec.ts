import fc from 'fast-check';
import { chooseTrunk, type RouteFacts, type TrunkFacts, type TrunkQuestion } from './choose-trunk';

const question = (more: Partial<TrunkQuestion> = {}): TrunkQuestion => ({
  number: '+48601000000',
  campaignId: null,
  callerId: '+48221000100',
  local: { weekday: 1, time: '12:00' },
  byocChannels: 10,
  failed: [],
  ...more,
});
const trunk = (name: string, more: Partial<TrunkFacts> = {}): TrunkFacts => ({
  ...{ id: name, name, supplier: 'provider', active: true, channels: 2, callerIdRule: 'own', callerIdNumber: null },
  ...{ numberPrefixes: [], state: 'up', used: 0 },
  ...more,
});
const route = (id: string, trunkIds: string[], more: Partial<RouteFacts> = {}): RouteFacts => ({
  ...{ id, name: id, position: 100, prefixes: [], campaignId: null, hours: null, trunkIds, active: true },
  retryOn: ['network-failure'],
  ...more,
});
const [a, b] = [trunk('a'), trunk('b')];
const name = (...of: Parameters<typeof chooseTrunk>) => chooseTrunk(...of).chosen?.trunk ?? chooseTrunk(...of).because;

describe('the choice of a trunk', () => {
  it('asks routes by position, and their trunks in order', () => {
    const routes = [route('late', ['a'], { position: 2 }), route('early', ['b', 'a'], { position: 1 })];
    const choice = chooseTrunk(question(), routes, [a, b]);
    expect(choice.chosen).toMatchObject({ trunk: 'b', routeId: 'early' });
    expect(choice.trunks.map(({ verdict }) => verdict)).toEqual(['chosen', 'later', 'later']);
  });

  it.each([
    ['a beginning', { prefixes: ['+48601'] }, 'a'],
    ['another beginning', { prefixes: ['+49'] }, 'no-route'],
    ['another campaign', { campaignId: 'x' }, 'no-route'],
    ['its hours', { hours: { days: [1], from: '08:00', to: '16:00' } }, 'a'],
    ['other hours', { hours: { days: [1], from: '13:00', to: '16:00' } }, 'no-route'],
    ['hours over midnight', { hours: { days: [7], from: '20:00', to: '12:30' } }, 'a'],
    ['inactive', { active: false }, 'no-route'],
  ])('by %s', (_what, more, expected) => {
    expect(name(question(), [route('r', ['a'], more)], [a])).toBe(expected);
  });

  it.each([
    ['inactive', { active: false }],
    ['down', { state: 'down' }],
    ['channels-full', { used: 2 }],
    ['byoc-channels-full', { supplier: 'byoc', used: 1, channels: 30 }],
  ] as const)('passes over a trunk that is %s, and says so', (verdict, more) => {
    const choice = chooseTrunk(question({ byocChannels: 1 }), [route('r', ['a', 'b'])], [trunk('a', more), b]);
    expect(choice.chosen?.trunk).toBe('b');
    expect(choice.trunks[0]?.verdict).toBe(verdict);
  });

  it('tries the next one after the causes that the route names, and no other', () => {
    const routes = [route('r', ['a', 'b'])];
    const after = (cause: string) => name(question({ failed: [{ trunk: 'a', cause }] }), routes, [a, b]);
    expect(after('network-failure')).toBe('b');
    expect(after('busy')).toBe('not-retried');
  });

  it('shows a number that is the trunk’s', () => {
    const shown = (more: Partial<TrunkFacts>) =>
      chooseTrunk(question(), [route('r', ['a'])], [trunk('a', more)]).chosen?.callerId;
    expect(shown({})).toBe('+48221000100');
    expect(shown({ numberPrefixes: ['+4822'], callerIdNumber: '+48225550000' })).toBe('+48221000100');
    expect(shown({ numberPrefixes: ['+4858'], callerIdNumber: '+48585550000' })).toBe('+48585550000');
    expect(shown({ callerIdRule: 'fixed', callerIdNumber: '+48225550000' })).toBe('+48225550000');
  });

  const facts = fc.record({
    used: fc.integer({ min: 0, max: 3 }),
    channels: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom('up', 'down', 'unknown', 'trying'),
    active: fc.boolean(),
    supplier: fc.constantFrom('provider', 'byoc'),
  });
  it('never takes a trunk that cannot take the call, always one when there is one, whatever the order of the tables', () => {
    fc.assert(
      fc.property(
        fc.array(facts as fc.Arbitrary<Partial<TrunkFacts>>, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 0, max: 8 }),
        fc.subarray(['t0', 't1', 't2']),
        (many, shapes, byocChannels, tried) => {
          const trunks = many.map((more, at) => trunk(`t${at}`, more));
          const routes = shapes.map(([position, at], index) =>
            route(
              `r${index}`,
              at.map((each) => `t${each}`),
              { position },
            ),
          );
          const failed = tried.map((each) => ({ trunk: each, cause: 'network-failure' }));
          const asked = question({ byocChannels, failed });
          const choice = chooseTrunk(asked, routes, trunks);
          expect(chooseTrunk(asked, [...routes].reverse(), [...trunks].reverse())).toEqual(choice);
          const byocUsed = trunks.reduce((sum, { supplier, used }) => sum + (supplier === 'byoc' ? used : 0), 0);
          const can = (each: TrunkFacts | undefined) =>
            each !== undefined &&
            each.active &&
            each.state !== 'down' &&
            each.used < each.channels &&
            (each.supplier !== 'byoc' || byocUsed < byocChannels) &&
            !tried.includes(each.name);
          const taken = trunks.find((each) => each.name === choice.chosen?.trunk);
          if (choice.chosen) expect(can(taken)).toBe(true);
          else if (choice.because === 'no-trunk')
            expect(routes.flatMap(({ trunkIds }) => trunkIds).some((id) => can(trunks.find((t) => t.id === id)))).toBe(
              false,
            );
        },
      ),
    );
  });
});
