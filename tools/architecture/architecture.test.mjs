import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { featureGroups, isTest, judgeImport, judgePackage, placeOf } from '../../boundaries.mjs';
import { ROOT } from '../lint/paths.mjs';
import { cycles, importsOf, sourceFiles } from './source-graph.mjs';

const FEATURES = join(ROOT, 'backend/src/features');
const README_LINES = 40;

const files = sourceFiles();
const imports = files.flatMap((path) => importsOf(path));
const ours = imports.filter((each) => each.to);

const folders = (path) =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []))
    : [];

const features = folders(FEATURES).flatMap((group) => folders(join(FEATURES, group)).map((name) => `${group}/${name}`));

const nothing = (found, say) => assert.deepEqual(found, [], say);

describe('directions', () => {
  it('imports of ours follow the table', () => {
    const wrong = ours.flatMap(({ from, to, typeOnly }) => {
      const why = judgeImport(from, to, { typeOnly });
      return why ? [`${from} → ${to}: ${why}`] : [];
    });
    nothing(wrong, 'wrong imports');
  });

  it('packages stay in their places', () => {
    const wrong = imports.flatMap(({ from, name }) => {
      const why = name && judgePackage(from, name);
      return why ? [`${from}: ${why}`] : [];
    });
    nothing(wrong, 'wrong packages');
  });

  it('every import of ours finds its file', () => {
    nothing(
      ours.filter(({ to }) => !existsSync(join(ROOT, to))).map(({ from, to }) => `${from} → ${to}`),
      'imports of files that are not there',
    );
  });
});

const graphOf = (edges) => {
  const graph = new Map();
  for (const [from, to] of edges) {
    if (from === to) continue;
    if (!graph.has(from)) graph.set(from, new Set());
    graph.get(from).add(to);
  }
  return graph;
};

describe('cycles', () => {
  it('no two features or platform folders import each other by value', () => {
    const edges = ours
      .filter(({ from, typeOnly }) => !typeOnly && !isTest(from) && placeOf(from)?.zone !== 'app')
      .map(({ from, to }) => [placeOf(from)?.unit, placeOf(to)?.unit])
      .filter(([from, to]) => from && to);
    nothing(cycles(graphOf(edges)), 'cycles between units');
  });

  it('no files import each other by value', () => {
    const edges = ours.filter(({ typeOnly }) => !typeOnly).map(({ from, to }) => [from, to]);
    nothing(cycles(graphOf(edges)), 'cycles between files');
  });
});

describe('shape of a feature', () => {
  it('lies in a known group', () => {
    nothing(
      folders(FEATURES).filter((group) => !featureGroups().includes(group)),
      `groups beside ${featureGroups().join(', ')}`,
    );
  });

  for (const feature of features) {
    it(`${feature} has an index.ts and a README.md of at most ${README_LINES} lines`, () => {
      assert.ok(existsSync(join(FEATURES, feature, 'index.ts')), 'index.ts is missing');
      const readme = join(FEATURES, feature, 'README.md');
      assert.ok(existsSync(readme), 'README.md is missing');
      const lines = readFileSync(readme, 'utf8').trimEnd().split('\n').length;
      assert.ok(lines <= README_LINES, `README.md has ${lines} lines`);
    });
  }
});
