import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { AccountLinks, UserDirectory, Users } from '../features/house/identity';
import { must, SEED_CAUSE } from './seed-cause';

const USAGE = 'node dist/backend/src/seed/first-administrator.js LOGIN E-MAIL FIRST-NAME LAST-NAME\n';

/** Makes the first administrator of a new machine and prints `ACTIVATE {url}`; for one who is active already, `ACTIVE`. */
async function main([login, email, firstName, lastName]: readonly string[]): Promise<void> {
  if (!login || !email || !firstName || !lastName) throw new Error(USAGE);
  process.env['CENTRALA_PARTS'] = 'api';
  const app = await NestFactory.createApplicationContext(AppModule.of(['api']), { logger: ['error', 'warn'] });
  try {
    const existing = await app.get(UserDirectory, { strict: false }).byLogin(login);
    const person = {
      login,
      email,
      firstName,
      lastName,
      role: 'administrator',
      extension: null,
      language: 'pl',
    } as const;
    const links = { permissionSetIds: [], supervisedGroupIds: [], groupIds: [] };
    const user = existing ?? must(await app.get(Users, { strict: false }).create({ ...person, ...links }, SEED_CAUSE));
    if (user.state !== 'invited') return void process.stdout.write('ACTIVE\n');
    const issued = must(await app.get(AccountLinks, { strict: false }).issueUnsent(user.id, 'activation', SEED_CAUSE));
    process.stdout.write(`ACTIVATE ${JSON.stringify({ url: issued.link.url })}\n`);
  } finally {
    await app.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
