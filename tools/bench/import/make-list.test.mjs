import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeList } from './make-list.mjs';
import { readOptions } from '../support/sized.mjs';

const DEFAULTS = { rows: 10, help: '' };

test('options are read in both spellings', () => {
  assert.deepEqual(readOptions(['--rows', '1000', '--seed=2', '--json'], DEFAULTS), {
    rows: 1000,
    seed: 2,
    json: true,
    help: false,
  });
});

test('what makes no sense is refused with the help', () => {
  assert.throws(() => readOptions(['--rows', 'many'], DEFAULTS), { usage: true });
  assert.throws(() => readOptions(['--speed'], DEFAULTS), { usage: true });
});

test('a list is the same for a seed, and has as many rows as asked', () => {
  const lines = [...makeList(50, 3)];
  assert.equal(lines.length, 51);
  assert.deepEqual(lines, [...makeList(50, 3)]);
});
