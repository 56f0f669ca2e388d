import { Controller, Get, HttpCode, Module, Post, Put, Delete } from '@nestjs/common';
import { z } from 'zod';
import { bootApp, testPrincipal, type TestApp } from '../../testing/boot-app';
import {
  Authenticated,
  BeforeSession,
  ConsoleOrigins,
  CurrentUser,
  IfMatch,
  ProblemException,
  Public,
  RequirePermission,
  RequiresFeature,
  WantsCsv,
  ZodBody,
  ZodParams,
  ZodQuery,
  ZodResponse,
  allPages,
  csvResponse,
  type CsvRequest,
  type Principal,
} from '.';

const thing = z.object({
  name: z.string().min(2).max(10),
  size: z.number().int(),
  login: z.string().regex(/^a/, { error: 'login-format' }).optional(),
});
const query = z.object({ limit: z.coerce.number().int().max(5).default(3) });

@Controller('things')
class ThingsController {
  @Get()
  @RequirePermission('users.view')
  list(@ZodQuery(query) { limit }: z.infer<typeof query>, @WantsCsv() csv: CsvRequest | null) {
    const page = async (after?: string) => ({ items: [{ name: `=${after ?? 'a'}` }], next: after ? null : 'b' });
    const columns = [{ heading: { pl: 'Nazwa', en: 'Name' }, value: (row: { name: string }) => row.name }];
    return csv ? csvResponse(csv, { name: 'things', columns, rows: allPages(page) }) : { limit };
  }

  @Post()
  @Authenticated()
  @HttpCode(200)
  create(@ZodBody(thing) body: z.infer<typeof thing>) {
    return body;
  }

  @Get('me')
  @BeforeSession()
  me(@CurrentUser() user: Principal) {
    return { login: user.login };
  }

  @Get('open')
  @Public()
  open() {
    return { open: true };
  }

  @Get('paid')
  @Authenticated()
  @RequiresFeature('listen-whisper')
  paid() {
    return {};
  }

  @Put(':id')
  @Authenticated()
  put(@ZodParams(z.object({ id: z.uuid() })) { id }: { id: string }, @IfMatch() version: number | null) {
    return { id, version };
  }

  @Delete('taken')
  @Authenticated()
  taken() {
    throw new ProblemException(409, 'thing-taken', { params: { by: 'ann' } });
  }

  @Get('broken')
  @Authenticated()
  broken() {
    throw new Error('secret detail');
  }

  @Get('drifted')
  @Authenticated()
  @ZodResponse(z.object({ id: z.string() }))
  drifted() {
    return { id: 7 };
  }
}

/** A feature that sends the console elsewhere. */
@Module({})
class SpeakingModule {
  constructor(origins: ConsoleOrigins) {
    origins.add('https://id.example.com/auth');
    origins.add('wss://voice.example.com:7443');
  }
}

@Controller('undeclared')
class UndeclaredController {
  @Get()
  get() {
    return {};
  }
}

describe('HTTP edge', () => {
  let app: TestApp;
  beforeAll(async () => {
    process.env['CENTRALA_RATE_PUBLIC'] = '5';
    process.env['CENTRALA_RATE_FAILED'] = '8';
    process.env['CENTRALA_CSP_ORIGINS'] = 'wss://more.example.com';
    const [modules, controllers] = [[SpeakingModule], [ThingsController]];
    app = await bootApp({ modules, controllers, features: [], quiet: true });
  });
  beforeEach(() => app.signIn(testPrincipal()));
  afterAll(async () => {
    await app.close();
    delete process.env['CENTRALA_RATE_PUBLIC'];
    delete process.env['CENTRALA_RATE_FAILED'];
    delete process.env['CENTRALA_CSP_ORIGINS'];
  });

  it('names every wrong field with its rule', async () => {
    const { body, headers } = await app.http
      .post('/api/v1/things')
      .send({ name: 'x', login: 'b', extra: 1 })
      .expect(400);
    expect(headers['content-type']).toMatch('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:centrala:problem:validation-failed',
      status: 400,
      code: 'validation-failed',
      title: 'Validation failed',
    });
    expect(
      (body.errors as { field: string; rule: string; params?: object }[]).map(({ field, rule, params }) => ({
        field,
        rule,
        params,
      })),
    ).toEqual([
      { field: 'name', rule: 'minLength', params: { min: 2 } },
      { field: 'size', rule: 'required', params: undefined },
      { field: 'login', rule: 'login-format', params: undefined },
    ]);
  });

  it('answers a missing body with the fields that are missing', async () => {
    const { body } = await app.http.post('/api/v1/things').expect(400);
    expect((body.errors as { field: string; rule: string; params?: object }[]).map(({ rule }) => rule)).toEqual([
      'required',
      'required',
    ]);
  });

  it('refuses broken JSON and bodies that are too large', async () => {
    const broken = await app.http.post('/api/v1/things').set('content-type', 'application/json').send('{').expect(400);
    expect(broken.body.code).toBe('request-malformed');
    const large = await app.http
      .post('/api/v1/things')
      .send({ name: 'x'.repeat(2_000_000) })
      .expect(413);
    expect(large.body.code).toBe('body-too-large');
  });

  it('coerces the query and refuses what is out of range', async () => {
    await app.http.get('/api/v1/things?limit=4').expect(200, { limit: 4 });
    await app.http.get('/api/v1/things').expect(200, { limit: 3 });
    const { body } = await app.http.get('/api/v1/things?limit=9').expect(400);
    expect(body.errors).toMatchObject([{ field: 'limit', rule: 'max', params: { max: 5 } }]);
  });

  it('asks for sign-in, permission and feature, each with its own code', async () => {
    app.signIn(null);
    const nobody = await app.http.get('/api/v1/things').expect(401);
    expect(nobody.headers['www-authenticate']).toBe('Bearer');
    app.signIn(testPrincipal({ permissions: ['queues.view'] }));
    const without = await app.http.get('/api/v1/things').expect(403);
    expect(without.body).toMatchObject({ code: 'permission-missing', params: { permission: 'users.view' } });
    await app.http.get('/api/v1/things/me').expect(200, { login: 'test@example.test' });
    const unpaid = await app.http.get('/api/v1/things/paid').expect(403);
    expect(unpaid.body).toMatchObject({ code: 'feature-not-in-order', params: { feature: 'listen-whisper' } });
  });

  it('gives problems their code and parameters, and hides what broke', async () => {
    const taken = await app.http.delete('/api/v1/things/taken').expect(409);
    expect(taken.body).toMatchObject({ code: 'thing-taken', params: { by: 'ann' } });
    const broken = await app.http.get('/api/v1/things/broken').expect(500);
    expect(broken.body).toMatchObject({ code: 'internal-error', title: 'Internal error' });
    expect(broken.text).not.toContain('secret');
    const nowhere = await app.http.get('/api/v1/nowhere').expect(404);
    expect(nowhere.body.code).toBe('route-not-found');
  });

  it('keeps a well-formed request id and replaces any other', async () => {
    const kept = await app.http.get('/api/v1/nowhere').set('x-request-id', 'abc-12345678');
    expect([kept.headers['x-request-id'], kept.body.instance]).toEqual(['abc-12345678', 'abc-12345678']);
    const replaced = await app.http.get('/api/v1/nowhere').set('x-request-id', 'a"b{}');
    expect(replaced.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('reads If-Match', async () => {
    const id = '0190a6b0-0000-7000-8000-000000000000';
    await app.http.put(`/api/v1/things/${id}`).set('if-match', '"7"').expect(200, { id, version: 7 });
    await app.http.put(`/api/v1/things/${id}`).expect(200, { id, version: null });
    await app.http.put(`/api/v1/things/${id}`).set('if-match', '7').expect(400);
    await app.http.put('/api/v1/things/no-uuid').expect(400);
  });

  it('streams every page as CSV that a spreadsheet can open and will not run', async () => {
    const polish = await app.http
      .get('/api/v1/things')
      .set('accept', 'text/csv')
      .set('accept-language', 'pl')
      .expect(200);
    expect(polish.headers['content-disposition']).toBe('attachment; filename="things.csv"');
    expect(polish.text).toBe("\uFEFFNazwa\r\n'=a\r\n'=b\r\n");
    const english = await app.http.get('/api/v1/things').set('accept', 'text/csv').expect(200);
    expect(english.text).toContain('Name');
  });

  it('sends strict security headers', async () => {
    const { headers } = await app.http.get('/api/v1/things/me');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('lets the console speak to, and sign in at, the origins that features and the configuration name', async () => {
    const { headers } = await app.http.get('/api/v1/things/me');
    const policy = headers['content-security-policy'] ?? '';
    const elsewhere = 'https://id.example.com wss://voice.example.com:7443';
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:3000 ${elsewhere} wss://more.example.com;`);
    expect(policy).toContain("frame-src 'self' https://id.example.com;");
    expect(policy).toContain("form-action 'self' https://id.example.com;");
  });

  it('limits routes without sign-in by address', async () => {
    const answers = await Promise.all(Array.from({ length: 7 }, () => app.http.get('/api/v1/things/open')));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(2);
    expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(limited[0]?.body.code).toBe('too-many-requests');
  });

  it('limits unusable tokens by address', async () => {
    app.signIn(null);
    const statuses: number[] = [];
    for (let each = 0; each < 9; each += 1) statuses.push((await app.http.get('/api/v1/things/me')).status);
    expect(statuses.at(-1)).toBe(429);
    app.signIn(testPrincipal());
    await app.http.get('/api/v1/things/me').expect(200);
  });

  it('holds answers to their contract in tests', async () => {
    await app.http.get('/api/v1/things/drifted').expect(500);
  });

  it('describes itself under /api/docs without inline scripts', async () => {
    const { body } = await app.http.get('/api/docs-json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    expect(body.paths['/api/v1/things'].get).toMatchObject({ operationId: 'Things_list', 'x-access': 'users.view' });
    expect(body.paths['/api/v1/things/{id}'].put.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
    ]);
    const page = await app.http.get('/api/docs').expect(200);
    expect(page.text).not.toMatch(/<script>(?!\s*<\/script>)/);
  });
});

describe('access check', () => {
  it('does not start an application with a route that says nothing about access', async () => {
    await expect(bootApp({ modules: [], controllers: [UndeclaredController], quiet: true })).rejects.toThrow(
      'GET /api/v1/undeclared (UndeclaredController.get) needs exactly one access decorator, found: none',
    );
  });
});
