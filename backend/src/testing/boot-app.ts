import type { DynamicModule, ForwardReference, Provider, Type } from '@nestjs/common';
import { Global, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { PERMISSION_NAMES, type Permission } from '#contracts';
import {
  ACCESS_GUARD,
  FEATURE_GATE,
  HTTP_APP_OPTIONS,
  HttpModule,
  ProblemException,
  setUpHttp,
  type AccessGuard,
  type Admission,
  type Credentials,
  type Principal,
} from '../platform/http';
import { RealtimeAdapter } from '../platform/realtime';
import { ResponseShapes } from './response-shapes';

type Importable = Type | DynamicModule | ForwardReference;

export interface BootOptions {
  readonly modules: readonly Importable[];
  readonly providers?: readonly Provider[];
  readonly controllers?: readonly Type[];
  /** Who is signed in at first; null for nobody. Left out: an administrator with every permission. */
  readonly principal?: Principal | null;
  /** Features of the Order; left out: all of them. */
  readonly features?: readonly string[];
  /** Leaves out the stand-ins for identity and licensing, because the modules bring the real ones. */
  readonly realAccess?: boolean;
  /** For several applications that share Redis, as the processes of one installation do; left out: its own keys and channels. */
  readonly redisPrefix?: string;
  /** Keeps expected server errors out of the test's output. */
  readonly quiet?: boolean;
  /** Last changes to the testing module: `builder.overrideProvider(CLOCK).useValue(clock)`. */
  readonly customise?: (builder: TestingModuleBuilder) => TestingModuleBuilder;
}

export interface TestApp {
  readonly app: NestExpressApplication;
  /** Requests against the running application. */
  readonly http: ReturnType<typeof supertest>;
  /** `http://127.0.0.1:port`, for sockets. */
  readonly url: string;
  /** From now on requests come from this principal; null: from nobody. */
  signIn(principal: Principal | null): void;
  get<T>(token: Type<T> | symbol | string): T;
  close(): Promise<void>;
}

/** A principal for tests: an administrator, or one with exactly `permissions`. */
export function testPrincipal(
  part: Partial<Omit<Principal, 'permissions'>> & { permissions?: readonly Permission[] } = {},
): Principal {
  return {
    userId: '00000000-0000-4000-8000-000000000001',
    login: 'test@example.test',
    role: 'administrator',
    groupIds: [],
    supervised: null,
    sessionId: '00000000-0000-4000-8000-00000000000a',
    ...part,
    permissions: new Set(part.permissions ?? PERMISSION_NAMES),
  };
}

/** Stands in for identity: every request comes from the principal that the test chose, `Bearer <name>` from one it named. */
export class TestAccessGuard implements AccessGuard {
  readonly named = new Map<string, Principal>();
  expiresAt = Number.MAX_SAFE_INTEGER;

  constructor(public principal: Principal | null) {}

  async admit({ authorization }: Credentials): Promise<Admission> {
    const name = authorization?.replace(/^Bearer /, '');
    const principal = name === undefined ? this.principal : (this.named.get(name) ?? null);
    if (!principal) throw new ProblemException(401, 'not-signed-in');
    return { principal, expiresAt: this.expiresAt };
  }
}

function standIns(guard: TestAccessGuard, features: readonly string[] | undefined): Type {
  const gate = { allows: async (feature: string) => features?.includes(feature) ?? true };
  const providers = [
    { provide: ACCESS_GUARD, useValue: guard },
    { provide: FEATURE_GATE, useValue: gate },
  ];
  @Global()
  @Module({ providers, exports: providers })
  class StandInsModule {}
  return StandInsModule;
}

/**
 * Starts a Nest application with these modules on a free port, with everything around the routes as in production: problem
 * documents, limits, headers. Answers are held to the shapes that `@ZodResponse` promises. Call `close()` in `afterAll`.
 * A test that needs a database sets `process.env.DATABASE_URL` (createTestDatabaseUrl) before.
 */
export async function bootApp(options: BootOptions): Promise<TestApp> {
  process.env['CENTRALA_REDIS_PREFIX'] = options.redisPrefix ?? `test-${process.pid}-${randomBytes(4).toString('hex')}`;
  const guard = new TestAccessGuard(options.principal === undefined ? testPrincipal() : options.principal);
  const imports = [...options.modules, HttpModule, ...(options.realAccess ? [] : [standIns(guard, options.features)])];
  const controllers = [...(options.controllers ?? [])];
  const builder = Test.createTestingModule({ imports, controllers, providers: [...(options.providers ?? [])] });
  const module = await (options.customise?.(builder) ?? builder).compile();
  const app = module.createNestApplication<NestExpressApplication>({
    ...HTTP_APP_OPTIONS,
    bufferLogs: false,
    logger: options.quiet ? ['fatal'] : ['error', 'fatal'],
  });
  await listen(app, rootOf(imports, controllers));
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    http: supertest(`http://127.0.0.1:${port}`),
    signIn: (principal) => {
      guard.principal = principal;
    },
    get: (token) => app.get(token, { strict: false }),
    close: () => app.close(),
  };
}

/** An application that does not start is closed again, so that the test that expects it leaves nothing behind. */
async function listen(app: NestExpressApplication, root: DynamicModule): Promise<void> {
  try {
    setUpHttp(app, root);
    app.useWebSocketAdapter(await RealtimeAdapter.create(app));
    app.useGlobalInterceptors(new ResponseShapes());
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
}

function rootOf(imports: readonly Importable[], controllers: readonly Type[]): DynamicModule {
  class TestRootModule {}
  return { module: TestRootModule, imports: [...imports], controllers: [...controllers] };
}
