import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { resetServices } from './services.mjs';

/** What a data directory holds, beside the databases; ports stay, so that addresses do. */
const PARTS = [
  ...['files', 'recordings', 'prompts', 'mail-outbox', 'log', 'logins.json', 'logins-keycloak.json'],
  ...['secrets', 'freeswitch', 'keycloak', 'compile-cache'],
];

/** Throws away what a data directory holds; servers that an earlier start left running are ended first. */
export async function startOver(dataDir) {
  await resetServices(dataDir);
  for (const part of PARTS) rmSync(join(dataDir, part), { recursive: true, force: true });
}
