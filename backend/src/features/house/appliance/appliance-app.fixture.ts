import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Permission } from '#contracts';
import { PlatformDataModule } from '../../../platform/data';
import { bootApp, testPrincipal, type TestApp } from '../../../testing/boot-app';
import { createTestDatabaseUrl, dropTestDatabase } from '../../../testing/test-database';
import { ApplianceModule } from '.';

interface ApplianceApp {
  /** Where the units of the machine report, and look for what is wanted of them. */
  readonly folder: string;
  app: TestApp;
}

/** The appliance's routes for the suite around, each test asking as somebody with this permission. */
export function applianceApp(permission: Permission): ApplianceApp {
  const world = { folder: mkdtempSync(join(tmpdir(), 'appliance-')) } as ApplianceApp;
  const before = process.env['CENTRALA_APPLIANCE_REPORTS'];
  let url = '';
  beforeAll(async () => {
    url = await createTestDatabaseUrl();
    Object.assign(process.env, { DATABASE_URL: url, CENTRALA_APPLIANCE_REPORTS: world.folder });
    world.app = await bootApp({ modules: [PlatformDataModule, ApplianceModule], quiet: true });
  });
  beforeEach(() => world.app.signIn(testPrincipal({ permissions: [permission] })));
  afterAll(async () => {
    await world.app?.close();
    await dropTestDatabase(url);
    if (before === undefined) delete process.env['CENTRALA_APPLIANCE_REPORTS'];
    else process.env['CENTRALA_APPLIANCE_REPORTS'] = before;
    rmSync(world.folder, { recursive: true });
  });
  return world;
}
