import { Journal } from '../../../platform/journal';
import { mailServer } from '../../../testing/mail-server';
import { bootIdentity, DOMAIN, PASSWORD, type IdentityWorld } from './identity.fixture';

const OTHER_PASSWORD = 'Czerwona-śliwka-23';

describe('users and what they may do', () => {
  let world: IdentityWorld;
  let mail: Awaited<ReturnType<typeof mailServer>>;
  let authorization: string;
  let adminId: string;

  beforeAll(async () => {
    mail = await mailServer();
    process.env['CENTRALA_SMTP_URL'] = mail.url;
    world = await bootIdentity();
    const admin = await world.addUser('administrator', 'glowny');
    adminId = admin.id;
    authorization = await world.session(admin.login);
  });
  afterAll(async () => {
    await world?.close();
    await mail?.close();
    delete process.env['CENTRALA_SMTP_URL'];
  });

  const get = (path: string) => world.http.get(`/api/v1${path}`).set({ authorization });
  const post = (path: string, body: object = {}) => world.http.post(`/api/v1${path}`).set({ authorization }).send(body);
  const patch = (path: string, body: object) => world.http.patch(`/api/v1${path}`).set({ authorization }).send(body);
  const person = (name: string, more: object = {}) => ({
    login: `${name}@${DOMAIN}`,
    firstName: 'Jan',
    lastName: 'Nowy',
    email: `${name}@mail.test`,
    role: 'agent',
    ...more,
  });

  it('come in through an activation link that works once', async () => {
    const created = await post('/users', person('nowa.osoba', { extension: '301' })).expect(201);
    expect(created.body).toMatchObject({ state: 'invited', extension: '301', version: 1 });
    mail.mails.length = 0;
    const link = await post(`/users/${created.body.id}/activation-link`).expect(200);
    expect((Date.parse(link.body.expiresAt) - Date.now()) / 3_600_000).toBeCloseTo(72, 1);
    const token = new URL(link.body.url).searchParams.get('token');
    expect(link.body.url).toBe(`http://console.test/activate?token=${token}`);
    expect(mail.mails[0]).toContain('To: nowa.osoba@mail.test');
    expect(mail.mails[0]?.replaceAll('=\r\n', '')).toContain(String(token).slice(0, 20));

    const short = await world.http.post('/api/v1/account/activate').send({ token, password: 'krótkie' }).expect(400);
    expect(short.body.errors[0]).toMatchObject({ field: 'password' });
    const isLogin = await world.http
      .post('/api/v1/account/activate')
      .send({ token, password: `nowa.osoba@${DOMAIN}` })
      .expect(400);
    expect(isLogin.body.errors[0]).toMatchObject({ field: 'password', rule: 'is-login' });
    await world.http.post('/api/v1/account/activate').send({ token, password: PASSWORD }).expect(204);
    await world.http.post('/api/v1/account/activate').send({ token, password: PASSWORD }).expect(410);
    await world.signInAs(`nowa.osoba@${DOMAIN}`);
    const stored = JSON.stringify(await world.get(Journal).read(`user-${created.body.id}`));
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(String(token));
  });

  it('get a new password through a link by mail; asking does not tell who exists', async () => {
    const { login } = await world.addUser('agent', 'zapominalska');
    mail.mails.length = 0;
    await world.http
      .post('/api/v1/account/password-reset')
      .send({ login: `nikt@${DOMAIN}` })
      .expect(204);
    await world.http.post('/api/v1/account/password-reset').send({ login }).expect(204);
    while (mail.mails.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(mail.mails).toHaveLength(1);
    const token = /reset\?token=3D([\w-]{43})/.exec((mail.mails[0] ?? '').replaceAll('=\r\n', ''))?.[1] ?? '';
    await world.http.post('/api/v1/account/activate').send({ token, password: OTHER_PASSWORD }).expect(410);
    await world.http
      .post('/api/v1/account/password-reset/complete')
      .send({ token, password: OTHER_PASSWORD })
      .expect(204);
    await expect(world.signInAs(login)).rejects.toMatchObject({ status: 401 });
    await world.signInAs(login, OTHER_PASSWORD);
  });

  it('are refused with the field and the rule', async () => {
    await post('/users', person('jest', { extension: '302' })).expect(201);
    expect((await post('/users', person('jest')).expect(409)).body).toMatchObject({
      code: 'login-taken',
      errors: [{ field: 'login' }],
    });
    expect((await post('/users', person('inna', { extension: '302' })).expect(409)).body).toMatchObject({
      code: 'extension-taken',
    });
    expect(
      (await post('/users', { ...person('obca'), login: 'obca@gdzie.indziej' }).expect(400)).body.errors[0],
    ).toMatchObject({ field: 'login', rule: 'login-domain' });
    const unknown = person('grupowa', { groupIds: ['00000000-0000-4000-8000-000000000099'] });
    expect((await post('/users', unknown).expect(400)).body.errors[0]).toMatchObject({
      field: 'groupIds',
      rule: 'unknown',
    });
  });

  it('are changed by one at a time, and only in what was given', async () => {
    const created = (await post('/users', person('zmieniana', { extension: '303' })).expect(201)).body;
    const changed = (await patch(`/users/${created.id}`, { version: 1, lastName: 'Zmieniona' }).expect(200)).body;
    expect(changed).toMatchObject({ lastName: 'Zmieniona', extension: '303', version: 2 });
    expect((await patch(`/users/${created.id}`, { version: 1, lastName: 'Spóźniona' }).expect(409)).body.code).toBe(
      'stale-version',
    );
    const [, update] = await world.get(Journal).read(`user-${created.id}`);
    expect(update).toMatchObject({
      type: 'UserUpdated',
      meta: { actor: { id: adminId } },
      data: { changes: { lastName: { from: 'Nowy', to: 'Zmieniona' } } },
    });
  });

  it('always leave one active administrator', async () => {
    const { body: admin } = await get(`/users/${adminId}`).expect(200);
    expect((await post(`/users/${adminId}/deactivate`).expect(409)).body.code).toBe('last-administrator');
    expect((await patch(`/users/${adminId}`, { version: admin.version, role: 'agent' }).expect(409)).body.code).toBe(
      'last-administrator',
    );
  });

  it('are listed page by page without gaps, searched, filtered and exported', async () => {
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { body } = (await get(`/users?limit=2&sort=login${after && `&after=${after}`}`).expect(200)) as {
        body: { items: { login: string }[]; next: string | null };
      };
      seen.push(...body.items.map(({ login }) => login));
      after = body.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect((await get('/users?search=zmieniona').expect(200)).body.items).toHaveLength(1);
    const invited = (await get('/users?state=invited&role=agent').expect(200)).body as { items: { state: string }[] };
    expect(invited.items.length).toBeGreaterThan(0);
    expect(invited.items.filter(({ state }) => state !== 'invited')).toEqual([]);
    const csv = await get('/users?search=zmieniona').set({ accept: 'text/csv', 'accept-language': 'en' }).expect(200);
    expect(csv.text).toContain(`zmieniana@${DOMAIN},Jan,Zmieniona`);
  });

  it('get and lose permissions by sets from the next request on, and wait for a token of their new role', async () => {
    const { login, id } = await world.addUser('agent', 'awansowana');
    const theirs = { authorization: await world.session(login) };
    expect((await world.http.get('/api/v1/users').set(theirs).expect(403)).body).toMatchObject({
      code: 'permission-missing',
      params: { permission: 'users.view' },
    });
    const set = (
      await post('/permission-sets', { name: 'Kadry', grants: ['users.view'], denies: ['contacts.edit'] }).expect(201)
    ).body;
    await patch(`/users/${id}`, { version: 2, permissionSetIds: [set.id] }).expect(200);
    await world.http.get('/api/v1/users').set(theirs).expect(200);
    const me = (await world.http.get('/api/v1/me').set(theirs).expect(200)).body;
    expect(me.permissions).toContain('users.view');
    expect(me.permissions).not.toContain('contacts.edit');
    expect((await get(`/permission-sets/${set.id}`).expect(200)).body).toMatchObject({ id: set.id, name: set.name });
    await world.http.delete(`/api/v1/permission-sets/${set.id}`).set({ authorization }).expect(204);
    await get(`/permission-sets/${set.id}`).expect(404);
    await world.http.get('/api/v1/users').set(theirs).expect(403);
    await patch(`/users/${id}`, { version: 3, role: 'supervisor' }).expect(200);
    expect((await world.http.get('/api/v1/me').set(theirs).expect(401)).body.code).toBe('token-outdated');
  });

  it('belong to groups', async () => {
    const { id } = await world.addUser('agent', 'grupowiczka');
    const group = (await post('/groups', { name: 'Sprzedaż', memberIds: [id] }).expect(201)).body;
    expect(group).toMatchObject({ memberCount: 1, version: 1 });
    expect((await post('/groups', { name: 'sprzedaż' }).expect(409)).body.code).toBe('name-taken');
    expect((await get(`/groups/${group.id}/members`).expect(200)).body.items[0]).toMatchObject({ id });
    await patch(`/groups/${group.id}`, { name: 'Sprzedaż', memberIds: [], version: 1 }).expect(200);
    expect((await get(`/users/${id}`).expect(200)).body.groupIds).toEqual([]);
    await world.http.delete(`/api/v1/groups/${group.id}`).set({ authorization }).expect(204);
    await get(`/groups/${group.id}`).expect(404);
  });

  it('come only from the addresses that the most specific list allows', async () => {
    const { login, id } = await world.addUser('agent', 'zdalna');
    const theirs = { authorization: await world.session(login), 'x-forwarded-for': '203.0.113.7' };
    await world.http.get('/api/v1/me').set(theirs).expect(200);
    const role = (
      await post('/ip-lists', { scope: { kind: 'role', role: 'agent' }, ranges: ['10.0.0.0/8'] }).expect(201)
    ).body;
    expect((await world.http.get('/api/v1/me').set(theirs).expect(403)).body.code).toBe('address-not-allowed');
    await world.http
      .get('/api/v1/me')
      .set({ ...theirs, 'x-forwarded-for': '10.4.4.4' })
      .expect(200);
    await world.http.get('/api/v1/me').set({ authorization: theirs.authorization }).expect(200);
    await post('/ip-lists', {
      scope: { kind: 'user', userId: id },
      ranges: ['203.0.113.0/24', '2001:db8::/32'],
    }).expect(201);
    await world.http.get('/api/v1/me').set(theirs).expect(200);
    expect(
      (await post('/ip-lists', { scope: { kind: 'role', role: 'agent' }, ranges: ['10.0.0.0/8'] }).expect(409)).body
        .code,
    ).toBe('scope-taken');
    expect(
      (
        await patch(`/ip-lists/${role.id}`, {
          scope: { kind: 'role', role: 'agent' },
          ranges: ['10.0.0.0/8', '10.0.0.1/8'],
          version: 1,
        }).expect(400)
      ).body.errors[0],
    ).toMatchObject({ field: 'ranges.1', rule: 'ip-range' });
    expect((await get('/ip-lists').expect(200)).body.items).toHaveLength(2);
    expect((await get(`/ip-lists/${role.id}`).expect(200)).body).toMatchObject({ id: role.id, scope: role.scope });
  });

  it('leave an audit log that is searched by actor, type, stream and time', async () => {
    const { body } = await get(`/audit?type=IpListCreated&actorId=${adminId}`).expect(200);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({
      type: 'IpListCreated',
      actor: { kind: 'user', id: adminId, name: 'glowny Testowa' },
    });
    const [{ correlation, stream }] = body.items;
    expect((await get(`/audit?correlation=${correlation}`).expect(200)).body.items).toHaveLength(1);
    expect((await get(`/audit?stream=${stream}`).expect(200)).body.items).toHaveLength(1);
    expect((await get('/audit?to=2020-01-01T00:00:00Z').expect(200)).body.items).toEqual([]);
    const page = (await get('/audit?limit=3').expect(200)).body;
    const next = (await get(`/audit?limit=3&after=${page.next}`).expect(200)).body;
    expect(next.items[0].position).toBeLessThan(page.items[2].position);
  });
});
