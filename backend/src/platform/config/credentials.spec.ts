import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCredentials } from './credentials';

describe('credentials of the service manager', () => {
  const directory = mkdtempSync(join(tmpdir(), 'credentials-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are the files that are named like variables, without the line end', () => {
    writeFileSync(join(directory, 'REDIS_URL'), 'redis://:secret@127.0.0.1:6379/0\n');
    writeFileSync(join(directory, 'keycloak.conf'), 'not a variable');
    expect(readCredentials(directory)).toEqual({ REDIS_URL: 'redis://:secret@127.0.0.1:6379/0' });
  });

  it('are none without a folder', () => {
    expect(readCredentials(undefined)).toEqual({});
    expect(readCredentials('/nowhere')).toEqual({});
  });
});
