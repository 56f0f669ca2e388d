import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTestServices } from './test-services.mjs';

const backend = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sources = [backend, resolve(backend, '../../appliance')];
const layersWithServices = /\.(?:int|api|sim|replay|switch)\.spec\.ts$/;

/** Gives layers that need them PostgreSQL and Redis: those of DATABASE_URL and REDIS_URL, or a pair for this run only. */
export default async function globalSetup(globalConfig) {
  // Days of a scenario are not for checks every minute.
  process.env.CENTRALA_CRITICAL_CHECK_SECONDS ??= '0';
  if (process.env.DATABASE_URL && process.env.REDIS_URL) return;
  if (!needsServices(globalConfig)) return;
  const services = await startTestServices();
  process.env.DATABASE_URL ??= services.databaseUrl;
  process.env.REDIS_URL ??= services.redisUrl;
  globalThis.centralaTestServices = services;
}

function needsServices({ testPathPatterns, nonFlagArgs = [] }) {
  const patterns = (testPathPatterns?.patterns ?? nonFlagArgs).map((pattern) => new RegExp(pattern, 'i'));
  return sources
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => resolve(folder, file)))
    .filter((file) => layersWithServices.test(file))
    .some((file) => patterns.length === 0 || patterns.some((pattern) => pattern.test(file)));
}
