import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readOptions } from './options.mjs';

it('reads flags, ports and folders in both spellings', () => {
  assert.deepEqual(readOptions([]), { traffic: true, 'data-dir': '.data' });
  const read = readOptions([
    '--no-traffic',
    '--port',
    '9000',
    '--db-port=9001',
    '--reset',
    '--data-dir',
    '/x',
    '--watch',
  ]);
  assert.deepEqual(read, { traffic: false, port: 9000, 'db-port': 9001, reset: true, 'data-dir': '/x', watch: true });
});

it('refuses what it does not know, with the help', () => {
  assert.throws(() => readOptions(['--prot', '1']), /unknown option --prot[\s\S]*npm start/);
  assert.throws(() => readOptions(['--port', 'http']), /--port wants a port from 1 to 65535, got "http"/);
  assert.throws(() => readOptions(['--data-dir']), /wants a folder/);
});
