import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { UserDirectory } from '../features/house/identity';
import { LicensingService } from '../features/house/licensing';
import { Database } from '../platform/database';
import { createTestDatabaseUrl, dropTestDatabase } from '../testing/test-database';
import { seedDemo } from './seed-demo';

jest.setTimeout(120_000);

describe('the demo company', () => {
  it('is made through the use cases, and making it again changes nothing', async () => {
    const url = await createTestDatabaseUrl();
    Object.assign(process.env, {
      DATABASE_URL: url,
      CENTRALA_PARTS: 'api',
      CENTRALA_SWITCH_PASSWORD: 'unused',
      CENTRALA_DOMAIN: 'demo.centrala.local',
    });
    const app = await NestFactory.createApplicationContext(AppModule.of(['api']), { logger: ['error'] });
    try {
      const first = await seedDemo(app);
      expect(first.logins.map(({ role, login }) => `${role} ${login}`)).toEqual([
        'administrator admin@demo.centrala.local',
        'supervisor supervisor@demo.centrala.local',
        'agent anna.nowak@demo.centrala.local',
        'agent piotr.kowalczyk@demo.centrala.local',
        'pbx-user recepcja@demo.centrala.local',
      ]);
      const order = await app.get(LicensingService, { strict: false }).order();
      expect(order).toMatchObject({ package: 'pro', licences: 30 });
      const people = await app.get(UserDirectory, { strict: false }).everybody();
      expect([...people.values()].every(({ state }) => state === 'active')).toBe(true);

      const voice = () =>
        app.get(Database).read.query<object[]>(
          `select f.live_version as flow, s.live_version as survey, (select count(*)::int from script_queue) as scripts,
             (select live_version from scorecard) as scorecard, (select count(*)::int from survey_rule) as rules
           from ivr_flow f cross join survey s`,
        );
      expect(await voice()).toEqual([{ flow: 1, survey: 1, scripts: 1, scorecard: 1, rules: 1 }]);

      expect(await seedDemo(app)).toEqual(first);
      expect(await voice()).toHaveLength(1);
      expect((await app.get(UserDirectory, { strict: false }).everybody()).size).toBe(people.size);
      expect((await app.get(LicensingService, { strict: false }).order()).version).toBe(order.version);
    } finally {
      await app.close();
      await dropTestDatabase(url);
    }
  });
});
