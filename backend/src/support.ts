import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from './app.module';
import { UserDirectory, Users } from './features/house/identity';
import { CallStory, CallViews } from './features/voice/calls';
import { CheckRecordings } from './features/voice/recordings';
import { ConfigurationText, type Configuration } from './platform/configuration';
import { Database } from './platform/database';
import type { Cause } from './platform/http';
import { CLOCK, type Clock } from './kernel/clock';

const USAGE = `What support staff ask of a running platform; the answer is JSON.
  support trace <call or number>  the story of a call, or of the newest with that number
  support why <interaction>       every routing decision about it
  support check recordings        every link of their chain and every stored sound
  support unlock <login>          lifts a lock that guessing has put on an account
  support configuration read      all that is configured, secrets left out
  support configuration apply     puts the text on standard input in force
`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function callId(app: INestApplicationContext, given: string): Promise<string> {
  if (UUID.test(given)) return given;
  const rows = await app
    .get(Database, { strict: false })
    .read.query<{ id: string }[]>('select id from call where number = $1 order by started_at desc limit 1', [given]);
  if (!rows[0]) throw new Error(`There is no call of ${given}`);
  return rows[0].id;
}

async function trace(app: INestApplicationContext, given: string): Promise<unknown> {
  const id = await callId(app, given);
  const [row] = await app.get(CallViews, { strict: false }).byIds([id]);
  if (!row) throw new Error(`There is no call ${id}`);
  return app.get(CallStory, { strict: false }).tell(row, { explain: true });
}

const causeOf = (what: string): Cause => ({
  actor: { kind: 'system', id: 'support' },
  correlation: what,
  causation: null,
});

async function check(app: INestApplicationContext, given: string): Promise<unknown> {
  if (given !== 'recordings') throw new Error(`There is no check of ${given}`);
  return app.get(CheckRecordings, { strict: false }).now(causeOf('check recordings'));
}

async function unlock(app: INestApplicationContext, login: string): Promise<unknown> {
  const user = await app.get(UserDirectory, { strict: false }).byLogin(login);
  if (!user) throw new Error(`There is no user ${login}`);
  const done = await app.get(Users, { strict: false }).unlock(user.id, causeOf(`unlock ${login}`));
  if (!done.ok) throw new Error(`Refused: ${done.refusal.code}`);
  return { login, unlocked: true };
}

async function configuration(app: INestApplicationContext, given: string): Promise<unknown> {
  const text = app.get(ConfigurationText, { strict: false });
  if (given === 'read') return text.read();
  if (given !== 'apply') throw new Error(`Say read or apply, not ${given}`);
  const at = app.get<Clock>(CLOCK, { strict: false }).now();
  return text.apply(JSON.parse(readFileSync(0, 'utf8')) as Configuration, { at, ...causeOf('configuration apply') });
}

type Answer = (app: INestApplicationContext, given: string) => Promise<unknown>;

/** Of each word that support staff may say. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  check,
  configuration,
  trace,
  why: async (app, given) => app.get(CallStory, { strict: false }).why(await callId(app, given)),
  unlock,
};

async function main([word = '', given]: readonly string[]): Promise<void> {
  const answer = ANSWERS[word];
  if (!answer || !given) throw new Error(USAGE);
  process.env['CENTRALA_PARTS'] = 'api';
  const app = await NestFactory.createApplicationContext(AppModule.of(['api']), { logger: false });
  try {
    process.stdout.write(`${JSON.stringify(await answer(app, given))}\n`);
  } finally {
    await app.close();
  }
}

if (require.main === module)
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
