import { io } from 'socket.io-client';
import { defaultPermissions, ROLES, TOPICS, type Order, type Role, type Subscribed, type Topic } from '#contracts';
import { AppModule } from '../../../app.module';
import { routesOfModule, type Route } from '../../../platform/http';
import { TopicRegistry } from '../../../platform/realtime';
import { ChangeOrder, LicensingService } from '../licensing';
import { bootIdentity, TEST_CAUSE, type IdentityWorld } from './identity.fixture';

process.env['CENTRALA_PARTS'] = 'api';
process.env['CENTRALA_SWITCH_PASSWORD'] = 'unused';
for (const limit of ['CENTRALA_RATE_USER', 'CENTRALA_RATE_PUBLIC', 'CENTRALA_RATE_FAILED'])
  process.env[limit] = '1000000';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const root = AppModule.of(['api', 'telephony', 'worker']);
/** Ending the session comes last, or the walk would end there. */
const routes = routesOfModule(root)
  .filter(({ kind }) => kind === 'http')
  .sort((a, b) => Number(endsSession(a)) - Number(endsSession(b)));

function endsSession({ method, path }: Route): boolean {
  return method === 'DELETE' && path.endsWith('/session');
}

type Verdict = 'let through' | 'not-signed-in' | 'session-required' | 'permission-missing' | 'feature-not-in-order';

const holds = (role: Role, route: Route): boolean => {
  const [access] = route.access;
  return access?.kind !== 'permission' || access.anyOf.some((each) => defaultPermissions(role).includes(each));
};

describe('what each role gets', () => {
  let world: IdentityWorld;
  const sessions = new Map<Role, string>();

  beforeAll(async () => {
    world = await bootIdentity({ modules: [root], quiet: true });
    for (const role of ROLES)
      sessions.set(role, await world.session((await world.addUser(role, `rola.${role}`)).login));
  });
  afterAll(() => world?.close());

  /** Empty bodies and ids of nothing: what is let through is then refused for its content, and changes nothing. */
  async function ask(route: Route, authorization?: string): Promise<Verdict> {
    const path = route.path.replace(/:[A-Za-z]+/g, NOBODY);
    const method = route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const request = world.http[method](path).set(authorization ? { authorization } : {});
    const { status, body } = await (method === 'get' ? request : request.send({}));
    const { code } = body as { code: Verdict | 'device-unknown' };
    // A phone's token is no person's: such a route is open to everybody's request, and asks for the token itself.
    if ((status === 401 || status === 403) && code !== 'device-unknown') return code;
    return 'let through';
  }

  async function setOrder(change: Partial<Order>): Promise<void> {
    const order = await world.get(LicensingService).order();
    const changed = await world.get(ChangeOrder).change({ ...order, ...change, licences: 100 }, TEST_CAUSE);
    if (!changed.ok) throw new Error(changed.refusal.code);
  }

  /** The largest package, and every function beside it that a route asks for. */
  async function orderEverything(): Promise<void> {
    await setOrder({ package: 'enterprise', addOns: [] });
    const asked = [...new Set(routes.flatMap(({ features }) => features))];
    const had = await Promise.all(asked.map((feature) => world.get(LicensingService).has(feature)));
    const missing = asked.filter((_, index) => !had[index]);
    await setOrder({ addOns: missing.map((featureId) => ({ featureId, quantity: 1 })) });
  }

  const table = async (verdict: (route: Route) => Promise<Verdict>): Promise<Record<string, Verdict>> => {
    const entries: Record<string, Verdict> = {};
    for (const route of routes) entries[`${route.method} ${route.path}`] = await verdict(route);
    return entries;
  };

  it('there are routes to walk, each with exactly one rule', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.filter(({ access }) => access.length !== 1)).toEqual([]);
  });

  it('nobody: only what is public', async () => {
    await orderEverything();
    const expected = await table(async ({ access }) =>
      access[0]?.kind === 'public' ? 'let through' : 'not-signed-in',
    );
    expect(await table((route) => ask(route))).toEqual(expected);
  });

  it('signed in without a workstation: only what comes before it', async () => {
    await orderEverything();
    const { login } = await world.addUser('administrator', 'bez.stanowiska');
    const authorization = `Bearer ${(await world.signInAs(login)).accessToken}`;
    const walked = routes.filter(({ method, path }) => !(method === 'POST' && path.endsWith('/session')));
    for (const route of walked) {
      const before = ['public', 'before-session'].includes(route.access[0]?.kind ?? '');
      expect([route.path, await ask(route, authorization)]).toEqual([
        route.path,
        before ? 'let through' : 'session-required',
      ]);
    }
  });

  it('functions outside the order: nobody, whatever the role', async () => {
    await setOrder({ package: 'uc', addOns: [] });
    const administrator = sessions.get('administrator');
    for (const route of routes.filter(({ features }) => features.length > 0)) {
      const has = await Promise.all(route.features.map((feature) => world.get(LicensingService).has(feature)));
      expect([route.path, await ask(route, administrator)]).toEqual([
        route.path,
        has.every(Boolean) ? 'let through' : 'feature-not-in-order',
      ]);
    }
  });

  it.each([...TOPICS])('topic %s: each role sees the sources that its permissions cover', async (topic: Topic) => {
    const sources = world.get(TopicRegistry).of(topic);
    for (const role of ROLES) {
      const permitted = sources.filter(
        ({ permission }) =>
          permission === 'authenticated' || (defaultPermissions(role) as readonly string[]).includes(permission),
      );
      const socket = io(world.url, {
        path: '/realtime',
        transports: ['websocket'],
        auth: { token: sessions.get(role)?.slice(7) },
        reconnection: false,
      });
      const answer = await new Promise<Subscribed>((resolve, reject) => {
        socket.once('connect_error', reject);
        socket.once('connect', () => socket.emit('subscribe', { topic }, resolve));
        socket.once('exception', () => resolve({ ok: false, code: 'permission-missing' }));
      });
      socket.close();
      expect([role, answer.ok]).toEqual([role, permitted.length > 0]);
      if (answer.ok)
        expect(permitted.map(({ entity }) => entity)).toEqual(
          expect.arrayContaining([...new Set(answer.entities.map(({ entity }) => entity))]),
        );
    }
  });

  it.each([...ROLES])('%s: what the permission table says', async (role) => {
    await orderEverything();
    const authorization = sessions.get(role);
    const expected = await table(async (route) => (holds(role, route) ? 'let through' : 'permission-missing'));
    expect(await table((route) => ask(route, authorization))).toEqual(expected);
  });
});
