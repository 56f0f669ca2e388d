import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IdentityModule, UserDirectory } from '../features/house/identity';
import { LicensingModule, LicensingService } from '../features/house/licensing';
import { RoutingModule } from '../features/work/routing';
import { PlatformDataModule } from '../platform/data';
import { createTestDatabaseUrl, dropTestDatabase } from '../testing/test-database';
import { seedDemo } from './seed-demo';

@Module({ imports: [PlatformDataModule, LicensingModule, IdentityModule, RoutingModule] })
class SeedModule {}

describe('the demo company', () => {
  it('is made through the use cases, and making it again changes nothing', async () => {
    const url = await createTestDatabaseUrl();
    Object.assign(process.env, { DATABASE_URL: url, CENTRALA_PARTS: 'api', CENTRALA_DOMAIN: 'demo.centrala.local' });
    const app = await NestFactory.createApplicationContext(SeedModule, { logger: ['error'] });
    try {
      const first = await seedDemo(app);
      expect(first.logins.map(({ role, login }) => `${role} ${login}`)).toEqual([
        'administrator admin@demo.centrala.local',
        'supervisor supervisor@demo.centrala.local',
        'agent anna.nowak@demo.centrala.local',
        'agent piotr.kowalczyk@demo.centrala.local',
        'pbx-user recepcja@demo.centrala.local',
      ]);
      const order = await app.get(LicensingService).order();
      expect(order).toMatchObject({ package: 'pro', licences: 30 });
      const people = await app.get(UserDirectory).everybody();
      expect([...people.values()].every(({ state }) => state === 'active')).toBe(true);

      expect(await seedDemo(app)).toEqual(first);
      expect((await app.get(UserDirectory).everybody()).size).toBe(people.size);
      expect((await app.get(LicensingService).order()).version).toBe(order.version);
    } finally {
      await app.close();
      await dropTestDatabase(url);
    }
  });
});
