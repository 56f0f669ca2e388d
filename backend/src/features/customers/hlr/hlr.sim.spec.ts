import type { Contact, HlrCheck, HlrSummary, Page } from '#contracts';
import { bareCampaigns } from '../../../testing/bare-campaigns';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { RecordCampaigns } from '../records';
import { SimulatedOperators } from './simulator/simulated-operators';

const ACCOUNT = { key: 'our-key', secret: 'our-secret' };
const CAMPAIGN = '00000000-0000-4000-8000-0000000000d1';

describe('hlr: mobile numbers are checked with their operators', () => {
  let world: CallWorld;
  let operators: SimulatedOperators;
  let [chief, admin]: Agent[] = [];

  beforeAll(async () => {
    operators = new SimulatedOperators(ACCOUNT, () => world.clock.now());
    const url = await operators.listen();
    Object.assign(process.env, {
      CENTRALA_HLR_URL: url,
      CENTRALA_HLR_KEY: ACCOUNT.key,
      CENTRALA_HLR_SECRET: ACCOUNT.secret,
      CENTRALA_HLR_TIMEOUT_MS: '500',
    });
    world = await CallWorld.start();
    [chief, admin] = [await world.hire('supervisor'), await world.hire('administrator')];
    await bareCampaigns((...query) => world.sql(...query), CAMPAIGN);
    world.app.get(RecordCampaigns).register({ list: async () => [{ id: CAMPAIGN, name: 'Odnowienia' }] });
  });
  afterAll(async () => {
    await world?.close();
    await operators?.close();
    for (const key of ['URL', 'KEY', 'SECRET', 'TIMEOUT_MS']) delete process.env[`CENTRALA_HLR_${key}`];
  });

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const get = async <T>(path: string) => (await world.as(of(chief)).get(path)).body as T;
  const ask = (numbers: string[], more: object = {}) => world.as(of(chief)).post('/hlr/checks', { numbers, ...more });
  const checks = async (query = '') => (await get<Page<HlrCheck>>(`/hlr/checks?limit=200${query}`)).items;
  const summary = () => get<HlrSummary>('/hlr/summary');
  const set = async (more: object) => {
    const { body } = await world.as(of(admin)).get('/hlr/settings');
    const answer = await world.as(of(admin)).put('/hlr/settings', { ...(body as object), ...more });
    expect(problemLine(answer)).toBe('200');
  };
  const actions = (more: object = {}) => ({
    actions: { active: 'none', absent: 'none', invalid: 'none', unknown: 'none', ...more },
  });
  const contact = async (lastName: string, phones: string[]) => {
    const made = await world.as(of(chief)).post('/contacts', { lastName, phones });
    expect(problemLine(made)).toBe('201');
    return made.body as Contact;
  };
  const phonesOf = async ({ id }: Contact) => (await get<Contact>(`/contacts/${id}`)).phones;
  const order = async (change: object) => {
    const { body } = await world.as(of(admin)).get('/order');
    expect((await world.as(of(admin)).put('/order', { ...(body as object), ...change })).status).toBe(200);
  };

  it('checks mobile numbers by hand, says who has them, and leaves others alone', async () => {
    const answer = await ask(['601 100 101', '+48601100107', '601100100', '22 100 01 00', '601100101', 'nikt']);
    expect(answer.body).toEqual({ asked: 3, notMobile: 2, waiting: 0 });
    const found = (await checks()).map((each) => [each.number, each.result, each.network, each.ported, each.charged]);
    expect(found.sort()).toEqual([
      ['+48601100100', 'invalid', 'T-Mobile', false, true],
      ['+48601100101', 'active', 'T-Mobile', false, true],
      ['+48601100107', 'active', 'Play', true, true],
    ]);
  });

  it('answers from what is kept while it is young, free of charge', async () => {
    const before = operators.asked.length;
    await ask(['601100101']);
    expect(operators.asked).toHaveLength(before);
    const kept = (await checks()).filter(({ cached }) => cached);
    expect(kept).toMatchObject([{ charged: false, result: 'active' }]);
    await ask(['601100101'], { fresh: true });
    expect(operators.asked).toHaveLength(before + 1);
    await set({ cacheDays: 0 });
    await ask(['601100101']);
    expect(operators.asked).toHaveLength(before + 2);
    await set({ cacheDays: 30 });
  });

  it('follows the result: places, removes, and takes over for every contact of the number', async () => {
    await set(actions({ active: 'first', absent: 'last', invalid: 'remove' }));
    const one = await contact('Kolejna', ['+48601200109', '+48601200100', '+48601200101', '+48221234567']);
    const two = await contact('Wspólna', ['+48601200100']);
    await ask(one.phones);
    expect(await phonesOf(one)).toEqual(['+48601200101', '+48221234567', '+48601200109']);
    expect(await phonesOf(two)).toEqual([]);
  });

  it('checks what is added by itself once that is set', async () => {
    await contact('Cicha', ['+48601300101']);
    expect(await checks('&search=601300101')).toEqual([]);
    await set({ automatic: true, ...actions({ invalid: 'skip' }) });
    await contact('Sama', ['+48601300102']);
    const body = { campaignId: CAMPAIGN, records: [{ contact: { lastName: 'Z programu', phones: ['601300103'] } }] };
    expect(problemLine(await world.as(of(chief)).post('/records', body))).toBe('200');
    const added = await checks('&reason=added');
    expect(added.map(({ number, contact: whose }) => [number, whose?.name]).sort()).toEqual([
      ['+48601300102', 'Sama'],
      ['+48601300103', 'Z programu'],
    ]);
    await set({ automatic: false });
  });

  it('waits while the provider is busy, tries again when it is ill, and gives up what it never answers', async () => {
    operators.next('busy', 'ill', 'silent');
    await ask(['601400101']);
    expect(await summary()).toMatchObject({ waiting: 1, lastError: expect.stringContaining('429') });
    expect((await summary()).pausedUntil).not.toBeNull();
    await world.wait(21);
    expect((await summary()).waiting).toBe(1);
    await world.wait(60);
    expect((await checks('&search=601400101'))[0]).toMatchObject({ state: 'done', result: 'active' });
    operators.next('ill', 'ill', 'ill', 'ill', 'ill');
    await ask(['601400102']);
    await world.wait(3600);
    expect((await checks('&search=601400102'))[0]).toMatchObject({
      state: 'failed',
      error: 'unreachable',
      charged: false,
    });
  });

  it('counts packs first, then the rate, and stops at a hard stop', async () => {
    await order({ addOns: [{ featureId: 'hlr-pack-2000', quantity: 1 }], rates: [{ meterId: 'hlr', grosze: 7 }] });
    const { charged, packs, chargeGrosze, results } = await summary();
    expect([packs, chargeGrosze]).toEqual([2000, 0]);
    const made = results.active + results.absent + results.invalid + results.unknown;
    expect(charged).toBe(made - (await summary()).cached);
    await order({ addOns: [] });
    expect((await summary()).chargeGrosze).toBe(7 * charged);
    await order({ hardStops: [{ meterId: 'hlr', at: charged }] });
    await ask(['601500101']);
    expect((await checks('&search=601500101'))[0]).toMatchObject({ state: 'failed', error: 'limit-reached' });
  });
});
