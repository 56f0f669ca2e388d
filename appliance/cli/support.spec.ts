import { FakeBox, type Answer } from '../box/fake-box.fixture';
import { makeProgram } from './program';

const NODE = '/opt/centrala/current/bin/node --no-warnings dist/backend/src';
const PSQL = 'psql -XqAt -h /run/postgresql -p 5432 -U postgres -d centrala -c';

function use(programs: Record<string, Answer>, files: Record<string, string> = {}) {
  const box = new FakeBox(files, { logger: '', systemctl: '', sleep: '', ...programs });
  const said: string[] = [];
  const codes: number[] = [];
  const program = makeProgram({
    box,
    out: (text) => void said.push(text),
    ask: async () => '',
    exit: (code) => void codes.push(code),
  });
  const run = async (...words: string[]) => {
    said.length = 0;
    await program.exitOverride().parseAsync(words, { from: 'user' });
    return { said: said.join('\n'), code: codes.at(-1) };
  };
  const ran = () =>
    box.ran.map(({ program: name, args }) => [name, ...args].join(' ')).filter((line) => !line.startsWith('logger'));
  return { box, run, ran };
}

const STORY = {
  call: { id: 'c1', direction: 'inbound', outcome: 'answered' },
  timeline: [
    {
      position: 1,
      at: '2026-11-30T10:00:00.000Z',
      type: 'CallArrived',
      actor: { kind: 'system', id: 's', name: null },
      data: { ani: '+48501' },
    },
  ],
  decisions: [],
  recordings: [{ state: 'lost', reason: 'disk-full' }],
};

describe('trace and why', () => {
  it('show the ladder and timeline of a call, and what became of its recordings', async () => {
    const { run, ran } = use({ [`${NODE}/support.js trace +48501`]: JSON.stringify(STORY) });
    const { said } = await run('trace', '+48501');
    expect(said).toContain('INVITE');
    expect(said).toContain('CallArrived');
    expect(said).toContain('recording: lost, disk-full');
    expect(ran()).toEqual([`${NODE}/support.js trace +48501`]);
    expect(JSON.parse((await run('trace', '+48501', '--json')).said)).toEqual(STORY);
  });

  it('say every decision, or that there was none', async () => {
    const decision = { at: '2026-11-30T10:00:01.000Z', strategy: 'linear', words: ['Anna: longest ready'] };
    const { run } = use({
      [`${NODE}/support.js why c1`]: JSON.stringify([decision]),
      [`${NODE}/support.js why c2`]: '[]',
    });
    expect((await run('why', 'c1')).said).toBe('2026-11-30T10:00:01.000Z\n  Anna: longest ready');
    expect((await run('why', 'c2')).said).toBe('No decision was made about it');
  });

  it('say in words that there is no such call', async () => {
    const { run } = use({ [`${NODE}/support.js trace x`]: { code: 1, err: 'There is no call of x' } });
    await expect(run('trace', 'x')).rejects.toThrow('There is no call of x');
  });
});

describe('recordings verify', () => {
  const CHECK = `${NODE}/support.js check recordings`;

  it('says what the check of the whole chain found, and fails when something was changed', async () => {
    const good = { links: 12, sounds: 10, findings: [] };
    const { run } = use({ [CHECK]: JSON.stringify(good) });
    expect(await run('recordings', 'verify')).toMatchObject({
      said: '12 links and 10 stored sounds are as they were written',
      code: 0,
    });
    expect(
      JSON.parse((await use({ [CHECK]: JSON.stringify(good) }).run('recordings', 'verify', '--json')).said),
    ).toEqual(good);
    const bad = { ...good, findings: [{ place: 3, recordingId: 'r1', problem: 'sound-changed' }] };
    const found = await use({ [CHECK]: JSON.stringify(bad) }).run('recordings', 'verify');
    expect(found.code).toBe(1);
    expect(found.said).toContain('3  r1  sound-changed');
  });
});

describe('users unlock and journal replay', () => {
  it("lift a lock through the platform, with its settings and root's credentials", async () => {
    const { run, box } = use(
      { [`${NODE}/support.js unlock anna@firma.pl`]: '{"login":"anna@firma.pl","unlocked":true}' },
      { '/etc/centrala/backend.env': 'CENTRALA_NAME="Firma"\n' },
    );
    expect((await run('users', 'unlock', 'anna@firma.pl')).said).toBe('anna@firma.pl may try again');
    const audited = box.ran.find(({ program }) => program === 'logger')?.args.at(-1) ?? '';
    expect(JSON.parse(audited)).toMatchObject({ command: 'users unlock', arguments: ['anna@firma.pl'] });
  });

  it('list readers, look first, and set one back only when told from where', async () => {
    const { run, ran } = use({ [`${NODE}/replay.js`]: 'done\n' });
    await run('journal', 'replay');
    await run('journal', 'replay', '--dead-letters', '--json');
    await run('journal', 'replay', 'reporting.facts', '--from', '7', '--dry');
    await run('journal', 'replay', 'reporting.facts', '--from', '7');
    expect(ran()).toEqual([
      `${NODE}/replay.js --list`,
      `${NODE}/replay.js --dead-letters --json`,
      `${NODE}/replay.js reporting.facts --from 7 --dry`,
      `${NODE}/replay.js reporting.facts --from 7`,
    ]);
    await expect(use({}).run('journal', 'replay', 'reporting.facts')).rejects.toThrow('from which position');
  });
});

describe('maintenance', () => {
  const SWITCH = '/opt/freeswitch/bin/fs_cli';

  it('waits for the last call with the switch paused, then stops the platform; off brings it back', async () => {
    const open = ['2', '1', '0'];
    const { run, ran, box } = use({ [PSQL]: () => `${open.shift()}\n`, [SWITCH]: '' }, { [SWITCH]: '' });
    expect((await run('maintenance', 'on', '--drain')).said).toContain(
      '2 calls are open\n1 calls are open\nMaintenance',
    );
    const stop = ran().findIndex((line) => line.startsWith('systemctl stop'));
    expect(ran()[0]).toBe(`${SWITCH} -x fsctl pause`);
    expect(stop).toBe(ran().length - 1);
    expect(await run('maintenance', 'state', '--json')).toMatchObject({ code: 1 });
    await run('maintenance', 'off');
    expect(ran().slice(-2)).toEqual(['systemctl start centrala.target', `${SWITCH} -x fsctl resume`]);
    expect(box.exists('/var/lib/centrala/maintenance.json')).toBe(false);
    expect((await run('maintenance', 'state')).code).toBe(0);
  });

  it('stays in service when the calls do not end in time', async () => {
    const { run, ran } = use({ [PSQL]: '3\n', [SWITCH]: '' }, { [SWITCH]: '' });
    const { said, code } = await run('maintenance', 'on', '--drain', '--within', '1');
    expect([said.split('\n').at(-1), code]).toEqual([expect.stringContaining('nothing was stopped'), 1]);
    expect(ran().at(-1)).toBe(`${SWITCH} -x fsctl resume`);
    expect(ran().some((line) => line.startsWith('systemctl stop'))).toBe(false);
  });

  it('stops at once when nobody is to be waited for', async () => {
    const { run, ran } = use({});
    await run('maintenance', 'on');
    expect(ran()).toEqual(['systemctl stop centrala-api@*.service centrala-worker.service centrala-telephony.service']);
  });
});

describe('config platform', () => {
  const SUPPORT = `${NODE}/support.js configuration`;
  const inForce = { skills: { Czeski: { name: 'Czeski' } } };
  const done = { saved: ['skills/Morawski'], kept: ['skills/Czeski'], refused: null, left: [] };

  it('shows, compares and applies what is set in the console, and goes back', async () => {
    const before = '/var/lib/centrala/provisioning/platform.before.json';
    const { box, run } = use(
      { [`${SUPPORT} read`]: JSON.stringify(inForce), [`${SUPPORT} apply`]: JSON.stringify(done) },
      { '/new.json': '{"skills":{"Morawski":{"name":"Morawski"}}}' },
    );
    expect(JSON.parse((await run('config', 'platform', 'export')).said)).toEqual(inForce);
    expect(await run('config', 'platform', 'diff', '/new.json')).toEqual({
      said: '- skills.Czeski.name = "Czeski"\n+ skills.Morawski.name = "Morawski"',
      code: 1,
    });
    await expect(run('config', 'platform', 'rollback')).rejects.toThrow('there is nothing to go back to');
    expect((await run('config', 'platform', 'apply', '/new.json')).said).toBe(
      'not in the file, stays: skills/Czeski\ndone: skills/Morawski',
    );
    // The way back takes away what was new.
    expect(JSON.parse(box.read(before) ?? '')).toEqual({ skills: { ...inForce.skills, Morawski: null } });
    expect(await run('config', 'platform', 'diff', before)).toEqual({ said: 'no difference', code: 0 });
    const refused = { what: 'queues/Praga', because: 'queue-name-taken' };
    box.programs[`${SUPPORT} apply`] = JSON.stringify({ ...done, saved: [], kept: [], refused });
    await expect(run('config', 'platform', 'rollback')).rejects.toThrow('queues/Praga: queue-name-taken');
  });
});
