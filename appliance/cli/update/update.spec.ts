import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProgram } from '../program';
import { beginUpdate, ofOffer } from './begin';
import { checkBundle } from './bundle';
import { carryOut } from './carry-out';
import { lookAt, newBundle, newMachine, type Machine, type ReleaseOptions } from './machine.fixture';
import { compareVersions } from './manifest';
import { readUpdate } from './state';

describe('update', () => {
  let machine: Machine;
  beforeEach(() => (machine = newMachine()));
  afterEach(() => rmSync(machine.root, { recursive: true }));

  const file = (path: string): string => join(machine.root, path);
  const running = (): string => readFileSync(file('running'), 'utf8');
  const releases = (): string[] => readdirSync(file('opt/centrala/releases'));
  const carry = () => carryOut({ box: machine.box, say: () => undefined, look: lookAt(machine.root) });

  async function update(version: string, options: ReleaseOptions = {}) {
    const bundle = newBundle(machine, version, options);
    const offer = ofOffer(await checkBundle(machine.box, bundle), bundle);
    await beginUpdate(machine.box, { ...offer, drainMinutes: 1, watchMinutes: 15 }, lookAt(machine.root));
    return carry();
  }

  async function run(...words: string[]) {
    const said: string[] = [];
    const program = makeProgram({
      box: machine.box,
      out: (text) => void said.push(text),
      ask: async () => '',
      exit: () => undefined,
    });
    await program.exitOverride().parseAsync(['update', ...words], { from: 'user' });
    return said.join('\n');
  }

  it('puts a release in force, and it and the one before stay on the machine', async () => {
    for (const version of ['1.1.0', '1.2.0', '1.3.0']) expect(await update(version)).toMatchObject({ outcome: 'kept' });
    expect(running()).toBe('1.3.0');
    expect(releases()).toEqual(['1.2.0', '1.3.0']);
    expect(JSON.parse(await run('state', '--json'))).toMatchObject({ inForce: '1.3.0', last: { from: '1.2.0' } });
    expect(existsSync(file('opt/centrala/updater'))).toBe(false);
  });

  it('returns by itself from a release that does not come up, and says what it saw', async () => {
    const state = await update('1.1.0', { broken: true });
    expect(state).toMatchObject({ outcome: 'returned' });
    expect(state?.log.map(({ text }) => text)).toContain('api-down: the API is silent');
    expect(running()).toBe('1.0.0');
    expect(await run('state')).toContain('1.0.0 is in force again');
  });

  it('returns from a release that falls ill while it is watched, and bears with one bad look', async () => {
    const bundle = newBundle(machine, '1.1.0');
    const offer = ofOffer(await checkBundle(machine.box, bundle), bundle);
    const looks = [1, 1, 0, 1, 1, 0, 0, 0];
    const ill = { code: 'telephony-down', severity: 'critical', evidence: 'it is failed', mend: '' } as const;
    await beginUpdate(machine.box, { ...offer, drainMinutes: 1, watchMinutes: 15 }, async () => []);
    const look = async () => (looks.shift() === 0 ? [ill] : []);
    expect(await carryOut({ box: machine.box, say: () => undefined, look })).toMatchObject({ outcome: 'returned' });
    expect(looks).toEqual([]);
    expect(running()).toBe('1.0.0');
  });

  it('does not blame a release for what was wrong before', async () => {
    const bundle = newBundle(machine, '1.1.0');
    const offer = ofOffer(await checkBundle(machine.box, bundle), bundle);
    const old = { code: 'backup-old', severity: 'critical', evidence: 'none', mend: '' } as const;
    await beginUpdate(machine.box, { ...offer, drainMinutes: 1, watchMinutes: 1 }, async () => [old]);
    expect(await carryOut({ box: machine.box, say: () => undefined, look: async () => [old] })).toMatchObject({
      outcome: 'kept',
    });
  });

  it('cuts nobody off: with calls up after the time nothing is changed', async () => {
    machine.calls = 2;
    expect(await update('1.1.0')).toMatchObject({ outcome: 'abandoned' });
    expect(running()).toBe('1.0.0');
  });

  it('goes back when asked to, and not where there is nothing to go back to', async () => {
    await expect(run('rollback', '--no-follow')).rejects.toThrow('no release to go back to');
    await update('1.1.0');
    await run('rollback', '--no-follow');
    await expect(run('apply', '/bundles/centrala-1.1.0.update')).rejects.toThrow('under way');
    expect(await carry()).toMatchObject({ outcome: 'kept' });
    expect(running()).toBe('1.0.0');
  });

  it('has no way back over a change of the database that the release before does not understand, and says so first', async () => {
    const bundle = newBundle(machine, '1.1.0', { breaking: true });
    expect(JSON.parse(await run('check', bundle, '--json'))).toMatchObject({ oneWay: true, version: '1.1.0' });
    await expect(run('apply', '--no-follow', bundle)).rejects.toThrow('say --one-way');
    expect(readUpdate(machine.box)).toBeNull();
    expect(await update('1.1.0', { breaking: true })).toMatchObject({ outcome: 'kept' });
    await expect(run('rollback')).rejects.toThrow('cannot run on the database any more');
    expect(await update('1.2.0', { broken: true, breaking: true })).toMatchObject({ outcome: 'ill' });
  });

  it.each([
    ['of another maker', 'The signature is not that of the key'],
    ['with a release that was changed', 'is not the one that was signed'],
    ['that is older', '1.0.0 is not newer than 1.0.0'],
    ['that is no bundle', 'is no bundle, or damaged'],
    ['that is not there', 'There is no file'],
  ])('refuses a bundle %s, and changes nothing', async (kind, words) => {
    await expect(run('apply', '--no-follow', bundleThatIs(kind))).rejects.toThrow(words);
    expect(readUpdate(machine.box)).toBeNull();
    expect(releases()).toEqual(['1.0.0']);
  });

  function bundleThatIs(kind: string): string {
    if (kind === 'that is not there') return '/bundles/none.update';
    const other = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const bundle = newBundle(machine, kind === 'that is older' ? '1.0.0' : '1.1.0', {
      ...(kind === 'of another maker' && { key: other }),
    });
    const bytes = readFileSync(file(bundle));
    if (kind === 'that is no bundle') writeFileSync(file(bundle), bytes.subarray(700));
    const inRelease = Math.floor(bytes.length / 2);
    if (kind === 'with a release that was changed')
      writeFileSync(
        file(bundle),
        Buffer.concat([bytes.subarray(0, inRelease), Buffer.from('x'), bytes.subarray(inRelease + 1)]),
      );
    return bundle;
  }

  it('compares versions by their numbers; a release comes after its previews', () => {
    const sorted = ['0.9.0', '0.10.0', '1.0.0-rc.2', '1.0.0-rc.10', '1.0.0', '1.0.1'];
    expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
  });
});
