import assert from 'node:assert/strict';
import { it } from 'node:test';
import { figure, percentile, report } from './figures.mjs';

it('takes percentiles by nearest rank', () => {
  const sample = Array.from({ length: 100 }, (_, at) => 100 - at);
  assert.equal(percentile(sample, 0.5), 50);
  assert.equal(percentile(sample, 0.99), 99);
  assert.equal(percentile([7], 0.01), 7);
  assert.ok(Number.isNaN(percentile([], 0.5)));
});

it('marks whether a bar was reached, and prints it', () => {
  const figures = [
    figure('p99', 12.345, 'ms', ['≤', 25]),
    figure('rate', 90, '1/s', ['≥', 100]),
    figure('rows', 3, ''),
  ];
  assert.deepEqual(
    figures.map(({ reached }) => reached),
    [true, false, undefined],
  );
  const lines = report({ name: 'x', title: 'X', seeds: 1, peer: 'none', figures });
  assert.match(lines[1], /p99 +12\.3 ms +bar ≤ 25 ms ✓$/);
  assert.match(lines[2], /✗$/);
});
