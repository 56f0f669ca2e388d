import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment, inRoot } from './paths.mjs';

/** A secret of this installation: made once, kept beside the data. */
export function keptSecret(dir, name) {
  const file = join(dir, 'secrets', name);
  if (!existsSync(file)) {
    mkdirSync(join(dir, 'secrets'), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * The environment that every process of the stack gets: one place, so that the backend, the switch, the seed and the
 * migrations agree. What the keys mean: docs/reference/configuration.md.
 */
export function stackEnvironment({ dataDir, services, ports, traffic }) {
  return childEnvironment({
    NODE_ENV: 'development',
    NO_COLOR: '1', // logs are files
    NODE_COMPILE_CACHE: join(dataDir, 'compile-cache'), // a restart after a crash has 5 s
    NODE_OPTIONS: '--enable-source-maps --no-warnings',
    DATABASE_URL: services.databaseUrl,
    CENTRALA_REPORTING_DATABASE_URL: services.reportingUrl ?? '',
    CENTRALA_REPORTING_PORT: String(ports.reporting),
    REDIS_URL: services.redisUrl,
    CENTRALA_HTTP_HOST: '127.0.0.1',
    CENTRALA_HTTP_PORT: String(ports.http),
    CENTRALA_PUBLIC_URL: `http://127.0.0.1:${ports.http}`,
    CENTRALA_CONSOLE_DIRECTORY: inRoot('dist/frontend/console'),
    CENTRALA_SECRET: keptSecret(dataDir, 'installation'),
    CENTRALA_FILES_DIRECTORY: join(dataDir, 'files'),
    CENTRALA_RECORDINGS_DIR: join(dataDir, 'recordings'),
    CENTRALA_SWITCH_TRUNKS_DIR: join(dataDir, 'freeswitch', 'trunks'),
    CENTRALA_PROMPTS_DIR: join(dataDir, 'prompts'),
    CENTRALA_MAIL_OUTBOX: join(dataDir, 'mail-outbox'),
    CENTRALA_APPLIANCE_REPORTS: join(dataDir, 'appliance'),
    CENTRALA_SWITCH_MODE: 'simulated',
    CENTRALA_SWITCH_HOST: '127.0.0.1',
    CENTRALA_SWITCH_PORT: String(ports.switch),
    CENTRALA_SWITCH_PASSWORD: keptSecret(dataDir, 'switch'),
    CENTRALA_SWITCH_PHONES_URL: `http://127.0.0.1:${ports.phones}`,
    CENTRALA_SWITCH_DIRECTORY_PORT: String(ports.directory),
    CENTRALA_SWITCH_DIRECTORY_SECRET: keptSecret(dataDir, 'directory'),
    CENTRALA_SIMULATOR_CONTROL_PORT: String(ports.phones),
    CENTRALA_HLR_URL: `http://127.0.0.1:${ports.hlr}/api/v2`,
    CENTRALA_HLR_KEY: 'demo',
    CENTRALA_HLR_SECRET: keptSecret(dataDir, 'hlr'),
    CENTRALA_SMS_URL: `http://127.0.0.1:${ports.sms}`,
    CENTRALA_SMS_TOKEN: keptSecret(dataDir, 'sms'),
    CENTRALA_TRAFFIC: traffic ? 'demo' : 'off',
    CENTRALA_COLLEAGUES: traffic ? '203,204,205' : '',
  });
}
