import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginUpdate, ofOffer } from './begin';
import { checkBundle } from './bundle';
import { carryOut } from './carry-out';
import {
  lookAt,
  machineBelow,
  newBundle,
  newMachine,
  startRelease,
  type Machine,
  type ReleaseOptions,
} from './machine.fixture';

const CUTS = 20;
const compiled = mkdtempSync(join(tmpdir(), 'centrala-compiled-'));
const roots: string[] = [];

async function machineWithUpdate(options: ReleaseOptions): Promise<Machine> {
  const machine = newMachine();
  roots.push(machine.root);
  const bundle = newBundle(machine, '1.1.0', options);
  const offer = ofOffer(await checkBundle(machine.box, bundle), bundle);
  await beginUpdate(machine.box, { ...offer, drainMinutes: 1, watchMinutes: 1 }, lookAt(machine.root));
  return machine;
}

/** Carries the update out in a process of its own; what it said, or null when it was cut. */
async function carriedOut({ root }: Machine, cutAt: number, how: string): Promise<string | null> {
  const hook = join(__dirname, '../../../backend/src/testing/run-typescript.cjs');
  const child = spawn(
    process.execPath,
    ['-r', hook, join(__dirname, 'power-cut.fixture.ts'), root, String(cutAt), how],
    { detached: true, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, CENTRALA_COMPILED: compiled } },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? said : null;
}

const linked = (root: string, link: string): string => readlinkSync(join(root, 'opt/centrala', link));

/** The machine starts again: what ran is gone, the platform is started, and the unit goes on when there is an updater. */
async function boot({ root }: Machine): Promise<void> {
  rmSync(join(root, 'running'), { force: true });
  expect(existsSync(join(root, 'opt/centrala', linked(root, 'current'), 'dist/backend/src/main.js'))).toBe(true);
  startRelease(root);
  if (!existsSync(join(root, 'opt/centrala/updater'))) return;
  await carryOut({ box: machineBelow(root, '').box, say: () => undefined, look: lookAt(root) });
}

/** Numbers that look drawn, the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('update: the power goes', () => {
  afterAll(() => {
    for (const folder of [...roots, compiled]) rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['a release that works', {}, '1.1.0', 'kept'],
    ['a release made to fail', { broken: true }, '1.0.0', 'returned'],
  ] as const)(
    'at ten seeded points of an update to %s: the machine starts each time, and the update comes to its end',
    async (_name, options, version, outcome) => {
      const whole = await carriedOut(await machineWithUpdate(options), 0, '');
      const changes = Number(whole);
      expect(changes).toBeGreaterThan(15);
      const draw = seeded(20_261_130);
      for (let cut = 0; cut < CUTS / 2; cut += 1) {
        const machine = await machineWithUpdate(options);
        const point = 1 + Math.floor(((cut + draw()) / (CUTS / 2)) * changes);
        expect(await carriedOut(machine, point, draw() < 0.5 ? 'half' : 'before')).toBeNull();
        await boot(machine);
        const { root } = machine;
        expect({ point, running: readFileSync(join(root, 'running'), 'utf8') }).toEqual({ point, running: version });
        expect(linked(root, 'current')).toBe(`releases/${version}`);
        expect(existsSync(join(root, 'opt/centrala/updater'))).toBe(false);
        const state = JSON.parse(readFileSync(join(root, 'var/lib/centrala/update/state.json'), 'utf8'));
        expect(state).toMatchObject({ phase: 'ended', outcome });
      }
    },
    120_000,
  );
});
