import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cycles, importsOf } from './source-graph.mjs';

it('sees imports, re-exports, requires and dynamic imports, and which of them carry types only', () => {
  const text = `
    import { a } from './a';
    import type { B } from './b';
    import { type C } from './c';
    export * from './d';
    const e = await import('./e');
    import { z } from 'zod';
  `;
  const found = importsOf('backend/src/kernel/sample.ts', text).map((each) => [each.to ?? each.name, each.typeOnly]);
  assert.deepEqual(found, [
    ['backend/src/kernel/a.ts', false],
    ['backend/src/kernel/b.ts', true],
    ['backend/src/kernel/c.ts', true],
    ['backend/src/kernel/d.ts', false],
    ['backend/src/kernel/e.ts', false],
    ['zod', false],
  ]);
});

it('finds a cycle and leaves a diamond alone', () => {
  const graph = (edges) => new Map(Object.entries(edges));
  assert.deepEqual(cycles(graph({ a: ['b', 'c'], b: ['d'], c: ['d'] })), []);
  assert.deepEqual(cycles(graph({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] })), [['a', 'b', 'c']]);
});
