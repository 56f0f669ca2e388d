import type { AddedGsmDevice, GsmCall } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { changeOrder } from '../../../testing/change-order';
import { problemLine } from '../../../testing/walk-pages';

describe('GSM monitoring', () => {
  let world: CallWorld;
  let admin: Agent;
  let chief: Agent;
  let stranger: Agent;
  let anna: Agent;
  let phone: AddedGsmDevice;

  beforeAll(async () => {
    world = await CallWorld.start();
    await changeOrder(world, { package: 'pro', addOns: [{ featureId: 'gsm-monitoring', quantity: 1 }] });
    [admin, chief, stranger] = [
      await world.hire('administrator'),
      await world.hire('supervisor'),
      await world.hire('supervisor'),
    ];
    anna = await world.hire();
    await world.supervises(chief, await world.group(anna));
    await world.supervises(stranger);
  });
  afterAll(() => world?.close());

  const add = (body: object) => world.as(admin).post('/gsm-devices', body);
  const by = (token: string) => ({
    self: () => world.app.http.get('/api/v1/gsm/self').set('authorization', `Bearer ${token}`),
    tell: (calls: object[]) =>
      world.app.http
        .post('/api/v1/gsm/calls')
        .set('authorization', `Bearer ${token}`)
        .send({ appVersion: '1.4.0', calls }),
  });
  const call = (id: string, more: object = {}) => ({
    id,
    direction: 'inbound',
    number: '501 000 111',
    startedAt: new Date(world.clock.now()).toISOString(),
    durationSeconds: 65,
    ...more,
  });
  const listed = async (who: Agent, query = ''): Promise<GsmCall[]> =>
    (await world.as(who).get(`/gsm-calls?limit=100${query}`)).body.items as GsmCall[];

  it('gives each phone a token, once, and as many as the Order has licences', async () => {
    const wish = { name: 'Anna, Android', userId: anna.id, number: '600 700 800' };
    expect(problemLine(await add({ ...wish, number: 'abc' }))).toBe('400 validation-failed number phone-number');
    expect(problemLine(await add({ ...wish, userId: '00000000-0000-4000-8000-0000000000ff' }))).toBe(
      '400 validation-failed userId exists',
    );
    expect(problemLine(await world.as(chief).post('/gsm-devices', wish))).toBe('403 permission-missing');
    phone = (await add(wish)).body as AddedGsmDevice;
    expect(phone.device).toMatchObject({ name: 'Anna, Android', number: '+48600700800', calls: 0 });
    expect(problemLine(await add(wish))).toBe('409 gsm-licences-used');
    expect((await by(phone.token).self()).body).toMatchObject({ deviceId: phone.device.id, number: '+48600700800' });
    const stored = await world.sql<{ text: string }>('select to_jsonb(d)::text as text from gsm_device d');
    expect(JSON.stringify(stored)).not.toContain(phone.token);
  });

  it('takes calls once, however often they are told', async () => {
    const calls = [call('a-1'), call('a-2', { direction: 'outbound', durationSeconds: 0 })];
    expect((await by(phone.token).tell(calls)).body).toEqual({ stored: ['a-1', 'a-2'], known: [] });
    expect((await by(phone.token).tell([...calls, call('a-3', { number: '' })])).body).toEqual({
      stored: ['a-3'],
      known: ['a-1', 'a-2'],
    });
    expect(problemLine(await by(phone.token).tell([call('a-4', { durationSeconds: -1 })]))).toContain('400');
    expect(await listed(chief)).toHaveLength(3);
    expect(await listed(chief, '&direction=outbound')).toMatchObject([
      { from: '+48600700800', to: '+48501000111', answered: false, userName: anna.name },
    ]);
    expect(await listed(stranger)).toEqual([]);
    expect(problemLine(await world.as(anna).get('/gsm-calls'))).toBe('403 permission-missing');
    expect((await world.as(chief).csv('/gsm-calls')).text).toContain('+48501000111');
    const told = await world.sql(`select 1 from journal where type = 'GsmCallTold'`);
    expect(told).toHaveLength(3);
  });

  it('refuses a revoked or unknown token at once, and keeps what was told', async () => {
    expect((await world.as(admin).post(`/gsm-devices/${phone.device.id}/revoke`)).status).toBe(204);
    expect(problemLine(await by(phone.token).tell([call('b-1')]))).toBe('401 device-unknown');
    expect(problemLine(await by('').self())).toBe('401 device-unknown');
    expect(problemLine(await world.as(admin).post(`/gsm-devices/${phone.device.id}/revoke`))).toBe(
      '404 gsm-device-not-found',
    );
    expect(await listed(chief)).toHaveLength(3);
    const { body } = await world.as(admin).get('/gsm-devices');
    expect(body.items).toMatchObject([{ calls: 3, appVersion: '1.4.0', revokedAt: expect.any(String) }]);
  });
});
