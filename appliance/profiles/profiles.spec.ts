import fc from 'fast-check';
import { PROFILES, preflight, settingsFiles, sizingOf, type Hardware, type Profile } from '.';

const enough: Hardware = {
  cores: 64,
  memoryMb: 256_000,
  diskGb: 10_000,
  cpuFlags: ['aes'],
  architecture: 'x86_64',
  spinningDisk: false,
};

const machineFor = (profile: Profile): Hardware => ({ ...enough, ...sizingOf(profile).needs });

describe('profiles', () => {
  it('private-box-mini, private-box-medium and private-box-max carry 15, 30 and 130 agents', () => {
    expect(Object.values(PROFILES).map(({ name, agents }) => [name, agents])).toEqual([
      ['mini', 15],
      ['medium', 30],
      ['max', 130],
    ]);
  });

  it('ask for machines that can be bought', () => {
    const needs = Object.values(PROFILES).map((profile) => sizingOf(profile).needs);
    expect(needs.map(({ cores }) => cores)).toEqual([4, 5, 10]);
    for (const { memoryMb } of needs) expect(memoryMb).toBeLessThan(32_000);
    expect(needs.map(({ memoryMb }) => memoryMb)).toEqual(
      [...needs.map(({ memoryMb }) => memoryMb)].sort((a, b) => a - b),
    );
  });

  it.each(Object.values(PROFILES))('$name starts on a machine that has exactly what it needs', (profile) => {
    expect(preflight(sizingOf(profile), machineFor(profile))).toEqual([]);
  });

  it.each(Object.values(PROFILES))('$name refuses a machine that lacks anything', (profile) => {
    const sizing = sizingOf(profile);
    const found = preflight(sizing, {
      ...machineFor(profile),
      cores: sizing.needs.cores - 1,
      memoryMb: sizing.needs.memoryMb * 0.9,
      diskGb: 40,
    });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['too-few-cores', 'refusal'],
      ['too-little-memory', 'refusal'],
      ['too-small-disk', 'refusal'],
    ]);
  });

  it('warns of what is slow and refuses what cannot run', () => {
    const found = preflight(sizingOf(PROFILES.mini), {
      ...enough,
      cpuFlags: [],
      spinningDisk: true,
      architecture: 'aarch64',
    });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['wrong-architecture', 'refusal'],
      ['no-aes', 'warning'],
      ['spinning-disk', 'warning'],
    ]);
  });

  it('gives every leg of audio two ports, and every process its connections', () => {
    for (const profile of Object.values(PROFILES)) {
      const { freeswitch, database, node } = sizingOf(profile);
      expect(freeswitch.audioPorts.last - freeswitch.audioPorts.first).toBeGreaterThan(freeswitch.maxSessions * 2);
      expect(database.maxConnections).toBeGreaterThan((node.apiProcesses + 2) * (node.databasePool + 1));
    }
  });

  it('more people never need less of anything', () => {
    const agents = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(agents, agents, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const needs = (count: number) => sizingOf({ ...PROFILES.medium, agents: count }).needs;
        expect(needs(more).cores).toBeGreaterThanOrEqual(needs(less).cores);
        expect(needs(more).memoryMb).toBeGreaterThanOrEqual(needs(less).memoryMb);
        expect(needs(more).diskGb).toBeGreaterThanOrEqual(needs(less).diskGb);
      }),
    );
  });

  it('the parts never take more than the machine has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (agents) => {
        const { database, reporting, redis, node, freeswitch, keycloak, needs } = sizingOf({ ...PROFILES.max, agents });
        const processes = (node.apiProcesses + 2) * node.memoryMb;
        const engines = [database, reporting, redis, freeswitch, keycloak].map(({ memoryMb }) => memoryMb);
        expect(engines.reduce((sum, each) => sum + each, processes)).toBeLessThanOrEqual(needs.memoryMb);
        expect(database.sharedBuffersMb + reporting.sharedBuffersMb).toBeLessThan(needs.memoryMb / 2);
      }),
    );
  });

  it('starts as many API processes as the profile has browsers for, and tells nginx of them', () => {
    const contentOf = (path: string) =>
      settingsFiles(sizingOf(PROFILES.max), 17).find((each) => each.path === path)?.content;
    expect(contentOf('/etc/centrala/upstreams.conf')).toContain('server 127.0.0.1:3003');
    expect(contentOf('/etc/systemd/system/centrala.target.d/50-profile.conf')).toContain(
      'Wants=centrala-api@2.service',
    );
  });

  it('writes settings without a value left open', () => {
    const files = settingsFiles(sizingOf(PROFILES.max), 17);
    expect(files.map(({ path }) => path)).toContain('/etc/postgresql/17/main/conf.d/50-profile.conf');
    for (const { content } of files) expect(content).not.toMatch(/undefined|NaN|= *$/m);
  });
});
