import { decodeJwt } from 'jose';
import { SignInRefused } from '../../../testing/sign-in';
import { bootIdentity, CONSOLE_URL, type IdentityWorld } from './identity.fixture';

describe('signing in at the embedded provider', () => {
  let world: IdentityWorld;
  beforeAll(async () => {
    world = await bootIdentity();
  });
  afterAll(() => world?.close());

  it('gives tokens with Keycloak claims, opens a workstation and lets the API be used', async () => {
    const { login, id } = await world.addUser('administrator', 'jan.admin');
    const { accessToken, refreshToken } = await world.signInAs(login);
    expect(decodeJwt(accessToken)).toMatchObject({
      ...{ iss: `${CONSOLE_URL}/realms/centrala`, aud: 'centrala-api', azp: 'console', typ: 'Bearer', sub: id },
      ...{ preferred_username: login, realm_access: { roles: ['administrator'] }, sid: expect.any(String) },
    });
    expect(decodeJwt(refreshToken)).toMatchObject({ typ: 'Refresh', exp: expect.any(Number) });

    const authorization = `Bearer ${accessToken}`;
    const before = await world.http.get('/api/v1/me').set({ authorization }).expect(200);
    expect(before.body).toMatchObject({ user: { login }, session: null });
    const refused = await world.http.get('/api/v1/users').set({ authorization }).expect(403);
    expect(refused.body).toMatchObject({ code: 'session-required' });
    const opened = await world.http.post('/api/v1/session').set({ authorization }).send({}).expect(200);
    expect(opened.body.session).not.toBeNull();
    const users = await world.http.get('/api/v1/users').set({ authorization }).expect(200);
    expect(users.body.items).toEqual([expect.objectContaining({ login, state: 'active', signedIn: true })]);
  });

  it('says the same about a wrong password and an unknown login', async () => {
    const { login } = await world.addUser('agent', 'ewa.zagadka');
    const wrong = await world.signInAs(login, 'nie to hasło').catch((error: unknown) => error as SignInRefused);
    const unknown = await world
      .signInAs('nikt@firma.test', 'nie to hasło')
      .catch((error: unknown) => error as SignInRefused);
    expect(wrong).toBeInstanceOf(SignInRefused);
    expect(wrong).toMatchObject({ status: 401, page: expect.stringContaining('Nieprawidłowy login lub hasło') });
    expect(unknown).toMatchObject({ status: 401, page: expect.stringContaining('Nieprawidłowy login lub hasło') });
  });
});
