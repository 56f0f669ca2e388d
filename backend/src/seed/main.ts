import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { seedDemo } from './seed-demo';

/** Fills a fresh installation with the demo company and prints `SEEDED {logins, try}` for `npm start`. */
async function main(): Promise<void> {
  // The part that only answers: the seed follows no journal and commands no switch.
  process.env['CENTRALA_PARTS'] = 'api';
  const app = await NestFactory.createApplicationContext(AppModule.of(['api']), { logger: ['error', 'warn'] });
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
