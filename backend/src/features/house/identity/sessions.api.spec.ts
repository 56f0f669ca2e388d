import { io, type Socket } from 'socket.io-client';
import type { Order } from '#contracts';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { Database } from '../../../platform/database';
import { Journal } from '../../../platform/journal';
import { ScheduleRunner } from '../../../platform/schedule';
import { ChangeOrder, LicensingService } from '../licensing';
import { bootIdentity, PASSWORD, TEST_CAUSE, type IdentityWorld } from './identity.fixture';
import { WorkstationPorts } from './port/workstation-ports';
import { IDLE_MS, Sessions } from './use-cases/sessions';

describe('workstation sessions', () => {
  let world: IdentityWorld;
  beforeAll(async () => {
    world = await bootIdentity();
  });
  afterAll(() => world?.close());

  const setLicences = async (licences: number) => {
    const order: Order = await world.get(LicensingService).order();
    const changed = await world.get(ChangeOrder).change({ ...order, licences }, TEST_CAUSE);
    if (!changed.ok) throw new Error(changed.refusal.code);
  };

  const bearer = async (login: string) => ({ authorization: `Bearer ${(await world.signInAs(login)).accessToken}` });
  const open = (headers: { authorization: string }, body: object = {}) =>
    world.http.post('/api/v1/session').set(headers).send(body);
  const endAll = () =>
    world
      .get(Database)
      .transaction((tx) =>
        tx.query(`update workstation_session set ended_at = now(), end_reason = 'signed-out' where ended_at is null`),
      );

  it('let one user work at one workstation, and move to another on request', async () => {
    const { login, id } = await world.addUser('agent', 'anna.dwa');
    const [here, there] = [await bearer(login), await bearer(login)];
    await open(here).expect(200);
    await open(here).expect(200);
    const refused = await open(there).expect(409);
    expect(refused.body).toMatchObject({ code: 'session-elsewhere', params: { busy: false } });

    const socket: Socket = io(world.url, {
      path: '/realtime',
      transports: ['websocket'],
      auth: { token: here.authorization.slice(7) },
    });
    const ended = new Promise((resolve) => socket.once('session-ended', resolve));
    await new Promise<void>((resolve, reject) => socket.once('connect', () => resolve()).once('connect_error', reject));
    await open(there, { takeOver: true }).expect(200);
    expect(await ended).toEqual({ reason: 'signed-in-elsewhere' });
    socket.close();

    expect((await world.http.get('/api/v1/features').set(here).expect(403)).body.code).toBe('session-required');
    await world.http.get('/api/v1/features').set(there).expect(200);
    const events = (await world.get(Journal).read(`workstation-${id}`)).map(({ type }) => type);
    expect(events).toEqual(['SessionOpened', 'SessionEnded', 'SessionOpened']);
  });

  it('are not taken over while a call is live there', async () => {
    const { login, id } = await world.addUser('agent', 'piotr.rozmawia');
    const [here, there] = [await bearer(login), await bearer(login)];
    await open(here).expect(200);
    world.get(WorkstationPorts).useLiveCalls({ hasLiveCall: async (userId) => userId === id });
    expect((await open(there, { takeOver: true }).expect(409)).body).toMatchObject({
      code: 'session-elsewhere',
      params: { busy: true },
    });
    world.get(WorkstationPorts).useLiveCalls({ hasLiveCall: async () => false });
  });

  it('stay within the licences exactly when fifty sign in at the same moment', async () => {
    await endAll();
    const { id: pattern } = await world.addUser('agent', 'wzor');
    const users = await world.get(Database).read.query<{ id: string }[]>(
      `insert into app_user (id, subject, login, first_name, last_name, email, role, state, language, created_at)
       select gen_random_uuid(), 'tlum-' || n, 'tlum-' || n || '@firma.test', 'Tłum', n::text, 'x@firma.test', role, 'active', 'pl', now()
       from app_user, generate_series(1, 50) n where id = $1 returning id`,
      [pattern],
    );
    await setLicences(30);
    const opened = await Promise.all(
      users.map(({ id }) =>
        world
          .get(Sessions)
          .open(
            { userId: id, role: 'agent', signIn: `s-${id}`, takeOver: false, ip: '10.0.0.1', userAgent: null },
            TEST_CAUSE,
          ),
      ),
    );
    expect(opened.filter(({ ok }) => ok)).toHaveLength(30);
    const refusals = opened.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal]));
    expect(refusals).toEqual(Array.from({ length: 20 }, () => ({ code: 'licences-exhausted', limit: 30 })));
    const [told] = await world
      .get(Database)
      .read.query<{ count: number }[]>(
        `select count(*)::int as count from journal where type = 'LicencesExhausted' and (data->>'limit')::int = 30`,
      );
    expect(told).toEqual({ count: 20 });

    const { login } = await world.addUser('agent', 'spozniony');
    expect((await open(await bearer(login)).expect(403)).body).toMatchObject({
      code: 'licences-exhausted',
      params: { limit: 30 },
    });
    const admin = await world.addUser('administrator', 'szef');
    await open(await bearer(admin.login)).expect(200);
    const second = await world.addUser('administrator', 'zastepca');
    await open(await bearer(second.login)).expect(403);
    await endAll();
  });

  it('end with the sign-in: its tokens are refused though they have not expired', async () => {
    const { login, id } = await world.addUser('supervisor', 'wychodzi');
    const { accessToken, idToken, cookies } = await world.signInAs(login);
    const headers = { authorization: `Bearer ${accessToken}` };
    await open(headers).expect(200);
    const realm = `${world.url}/realms/centrala/protocol/openid-connect`;
    const page = await fetch(`${realm}/logout?id_token_hint=${idToken}`, { headers: { cookie: cookies.header() } });
    cookies.take(page);
    const html = await page.text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const body = new URLSearchParams({ xsrf, logout: 'yes' });
    await fetch(`${realm}/logout/confirm`, {
      method: 'POST',
      body,
      headers: { cookie: cookies.header() },
      redirect: 'manual',
    });
    expect((await world.http.get('/api/v1/me').set(headers).expect(401)).body.code).toBe('token-invalid');
    const [, ended] = await world.get(Journal).read(`workstation-${id}`);
    expect(ended).toMatchObject({ type: 'SessionEnded', data: { reason: 'signed-out' } });
  });

  it('end by themselves after a quarter of an hour without any use', async () => {
    const { login, id } = await world.addUser('agent', 'zasnal');
    await open(await bearer(login)).expect(200);
    await world
      .get(Database)
      .read.query(`update workstation_session set last_seen_at = now() - interval '16 min' where user_id = $1`, [id]);
    const [{ id: sessionId } = { id: '' }] = await world
      .get(Database)
      .read.query<{ id: string }[]>('select id from workstation_session where user_id = $1', [id]);
    const [timer] = await world
      .get(Database)
      .read.query<{ due: number }[]>('select due from schedule where key = $1', [`session-idle:${sessionId}`]);
    expect((timer?.due ?? 0) - world.get<Clock>(CLOCK).now()).toBeGreaterThan(IDLE_MS - 60_000);
    expect(world.get(ScheduleRunner)).toBeDefined();
    await world.get(Sessions).endIfIdle(sessionId);
    const events = await world.get(Journal).read(`workstation-${id}`);
    expect(events.at(-1)).toMatchObject({ type: 'SessionEnded', data: { reason: 'expired' } });
  });

  it('are not needed to see who one is, and not given to a deactivated user', async () => {
    const admin = await world.session((await world.addUser('administrator', 'kadry')).login);
    const { login, id } = await world.addUser('agent', 'odchodzi');
    const headers = await bearer(login);
    await world.http.get('/api/v1/me').set(headers).expect(200);
    await open(headers).expect(200);
    await world.http.post(`/api/v1/users/${id}/deactivate`).set({ authorization: admin }).send({}).expect(200);
    expect((await world.http.get('/api/v1/me').set(headers).expect(403)).body.code).toBe('account-disabled');
    await expect(world.signInAs(login, PASSWORD)).rejects.toMatchObject({ status: 401 });
  });
});
