import type { Box } from '../../../appliance/box';
import type { Step } from '../step';

export const CREDENTIALS = '/etc/centrala/credentials';

/** By the socket: half the time and processor of a round trip over loopback. */
export function makeDatabaseUrl(word: string): string {
  return `postgresql://centrala:${word}@127.0.0.1:5432/centrala?host=/run/postgresql`;
}

/** Secrets that exist once per machine, and how the address or value is made of a drawn word. */
const SECRETS = {
  DATABASE_URL: makeDatabaseUrl,
  CENTRALA_REPORTING_DATABASE_URL: (word: string) => `postgresql://centrala_reporting:${word}@127.0.0.1:5434/reporting`,
  REDIS_URL: (word: string) => `redis://:${word}@127.0.0.1:6379/0`,
  CENTRALA_SECRET: (word: string) => word,
  CENTRALA_SWITCH_PASSWORD: (word: string) => word,
  CENTRALA_SWITCH_DIRECTORY_SECRET: (word: string) => word,
  CENTRALA_KEYCLOAK_SECRET: (word: string) => word,
  CENTRALA_KEYCLOAK_ADMIN_PASSWORD: (word: string) => word,
  KEYCLOAK_DATABASE_PASSWORD: (word: string) => word,
  CENTRALA_BACKUP_PASSPHRASE: (word: string) => word,
} satisfies Readonly<Record<string, (word: string) => string>>;

const draw = (box: Box): string => box.random(32).toString('base64url');

/** The secret itself, for the engine on the other side. */
export function passwordOf(box: Box, name: keyof typeof SECRETS): string {
  const value = box.read(`${CREDENTIALS}/${name}`)?.trim();
  if (!value) throw new Error(`There is no credential ${name}`);
  return value.includes('://') ? new URL(value).password : value;
}

/** Drawn on this machine, each once: a second run keeps what is there, or the databases would lock us out. */
export const secretsStep: Step = {
  name: 'secrets',
  title: 'Passwords of the engines, drawn on this machine',
  check: async ({ box }) => Object.keys(SECRETS).every((name) => (box.read(`${CREDENTIALS}/${name}`) ?? '') !== ''),
  apply: async ({ box }) => {
    for (const [name, make] of Object.entries(SECRETS)) {
      const path = `${CREDENTIALS}/${name}`;
      if (!box.read(path)) box.write(path, `${make(draw(box))}\n`, { mode: 0o600 });
    }
  },
  // each file is whole or absent, and a whole one may be in use already
  undo: async () => undefined,
};
