import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IdentityModule } from '../features/house/identity';
import { LicensingModule } from '../features/house/licensing';
import { RoutingModule } from '../features/work/routing';
import { PlatformDataModule } from '../platform/data';
import { seedDemo } from './seed-demo';

/** Only what the seed needs: nothing that answers, follows the journal or commands a switch. */
@Module({ imports: [PlatformDataModule, LicensingModule, IdentityModule, RoutingModule] })
class SeedModule {}

/** Fills a fresh installation with the demo company and prints `SEEDED {logins, try}` for `npm start`. */
async function main(): Promise<void> {
  process.env['CENTRALA_PARTS'] = 'api';
  const app = await NestFactory.createApplicationContext(SeedModule, { logger: ['error', 'warn'] });
  try {
    const seeded = await seedDemo(app);
    process.stdout.write(`SEEDED ${JSON.stringify(seeded)}\n`);
  } finally {
    await app.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
