import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { keptSecret, stackEnvironment } from './environment.mjs';
import { inRoot } from './paths.mjs';

const ports = { http: 1, switch: 2, phones: 3, directory: 4, reporting: 5 };
const services = { databaseUrl: 'postgresql://x', redisUrl: 'redis://x' };

it('sets no variable that nobody reads, and keeps its secrets', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'centrala-environment-'));
  try {
    const made = stackEnvironment({ dataDir, services, ports, traffic: true });
    const known = readFileSync(inRoot('docs/reference/configuration.md'), 'utf8');
    const unread = Object.keys(made).filter(
      (key) => key.startsWith('CENTRALA_') && !(key in process.env) && !known.includes(`\`${key}\``),
    );
    assert.deepEqual(unread, []);
    assert.equal(keptSecret(dataDir, 'switch'), made.CENTRALA_SWITCH_PASSWORD);
    assert.notEqual(keptSecret(dataDir, 'other'), made.CENTRALA_SWITCH_PASSWORD);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
