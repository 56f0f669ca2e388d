import { readAnswers } from '../../provisioning';
import { FakeBox } from '../box/fake-box.fixture';
import { differencesOf, flattened } from './commands/differences';
import { allCommands, completion, manualPage } from './documents';
import { judgeLink, readPing } from './link/judge-link';
import { makeProgram } from './program';

const ANSWERS = readAnswers(
  JSON.stringify({
    profile: 'mini',
    hostName: 'centrala.example.com',
    domain: 'example.com',
    managementNetworks: ['10.0.0.0/8'],
    administrator: { login: 'admin', email: 'a@example.com', firstName: 'A', lastName: 'B' },
  }),
);
const KEPT = '/var/lib/centrala/provisioning/answers.json';

function use(box = new FakeBox({}, { logger: '' })) {
  const said: string[] = [];
  const codes: number[] = [];
  const program = makeProgram({
    box,
    out: (text) => void said.push(text),
    ask: async () => '',
    exit: (code) => void codes.push(code),
  });
  const run = async (...words: string[]) => {
    program.exitOverride();
    await program.parseAsync(words, { from: 'user' });
    return { said: said.join('\n'), code: codes.at(-1) };
  };
  return { box, program, run };
}

describe('the centrala command', () => {
  it('says of every command and option what it is for, in the help, the manual and the completion', () => {
    const { program } = use();
    const commands = allCommands(program);
    expect(commands.length).toBeGreaterThan(20);
    const [manual, words] = [manualPage(program), completion(program)];
    for (const { name, command } of commands) {
      expect(command.description().length).toBeGreaterThan(10);
      for (const option of command.options) expect(option.description).not.toBe('');
      expect(command.options.map(({ long }) => long)).toContain('--json');
      expect(command.helpInformation()).toContain('Usage');
      expect(manual).toContain(`.SS ${name.replaceAll('-', '\\-')}`);
      expect(words).toContain(name.split(' ').at(-1));
    }
  });

  it('writes manual and completion once', async () => {
    const { run, box } = use();
    expect((await run('documents')).said).toContain('written /usr/local/share/man/man1/centrala.1');
    expect((await use(box).run('documents')).said).toBe('');
  });

  it('says for programs what it says for people, where there is no more to tell', async () => {
    expect(JSON.parse((await use().run('documents', '--json')).said)).toMatchObject({
      said: [expect.stringContaining('written'), expect.stringContaining('written')],
    });
  });

  it('is audited: who, what, and no value of an option', async () => {
    const box = new FakeBox(
      { [KEPT]: JSON.stringify(ANSWERS), '/other.json': JSON.stringify(ANSWERS) },
      { logger: '' },
    );
    await use(box).run('config', 'diff', '/other.json');
    const audited = box.ran.find(({ program }) => program === 'logger');
    expect(JSON.parse(audited?.args.at(-1) ?? '')).toMatchObject({
      command: 'config diff',
      arguments: ['/other.json'],
    });
  });

  it('status tells a machine that is not set up, one that is well and one that is not', async () => {
    const box = new FakeBox({}, { logger: '', systemctl: 'loaded\nactive\nyes\n' });
    expect(await use(box).run('status')).toMatchObject({ code: 2 });
    box.write('/var/lib/centrala/provisioning/done', '');
    expect(await use(box).run('status')).toMatchObject({ code: 0 });
    box.programs['systemctl show centrala-switch.service'] = 'loaded\ninactive\nno\n';
    expect(await use(box).run('status')).toMatchObject({ code: 0 });
    box.programs['psql'] = 'sign-in\n';
    expect(await use(box).run('status')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/out +critical function +sign-in/),
    });
    delete box.programs['psql'];
    box.programs['systemctl show redis-server.service'] = 'loaded\nfailed\nyes\n';
    const { said, code } = await use(box).run('status', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ status: 'degraded' });
  });

  it('doctor keeps its findings for the console', async () => {
    const box = new FakeBox({}, { logger: '' });
    await use(box).run('doctor', '--quiet', '--output', '/var/lib/centrala/doctor/last.json');
    const report = JSON.parse(box.read('/var/lib/centrala/doctor/last.json') ?? '') as { findings: { code: string }[] };
    expect(report.findings.map(({ code }) => code)).toContain('database-down');
  });
});

describe('config', () => {
  it('shows line by line what a file would change', () => {
    expect(differencesOf(ANSWERS, ANSWERS)).toEqual([]);
    expect(differencesOf(ANSWERS, { ...ANSWERS, profile: 'max', trunkAddresses: ['198.51.100.7'] })).toEqual([
      '- profile = "mini"',
      '- trunkAddresses = []',
      '+ profile = "max"',
      '+ trunkAddresses.0 = "198.51.100.7"',
    ]);
    expect(flattened({ b: { c: 1 }, a: [true] })).toEqual(['a.0 = true', 'b.c = 1']);
  });

  it('goes back to what was before the last change, and forth again', async () => {
    const kept = { ...ANSWERS, name: 'Before' };
    const box = new FakeBox({ [KEPT]: JSON.stringify(ANSWERS) }, { logger: '' });
    await expect(use(box).run('config', 'rollback')).rejects.toThrow('there is nothing to go back to');
    box.write('/var/lib/centrala/provisioning/answers.before.json', JSON.stringify(kept));
    // The steps themselves have their own tests: here nothing of a machine is there for them.
    await use(box)
      .run('config', 'rollback')
      .catch(() => undefined);
    expect(JSON.parse(box.read(KEPT) ?? '')).toEqual(kept);
    await use(box)
      .run('config', 'rollback')
      .catch(() => undefined);
    expect(JSON.parse(box.read(KEPT) ?? '')).toEqual(ANSWERS);
  });

  it('exports what is in force, and says by its code whether a file differs', async () => {
    const box = new FakeBox(
      { [KEPT]: JSON.stringify(ANSWERS), '/other.json': JSON.stringify({ ...ANSWERS, name: 'Other' }) },
      { logger: '' },
    );
    expect(JSON.parse((await use(box).run('config', 'export')).said)).toEqual(ANSWERS);
    expect(await use(box).run('config', 'diff', '/other.json')).toEqual({
      said: '- name = "Centrala"\n+ name = "Other"',
      code: 1,
    });
  });
});

describe('network-quality: link', () => {
  const reply = (times: readonly number[], sent: number) =>
    `${times.map((time, index) => `180 bytes from 10.0.0.9: icmp_seq=${index + 1} ttl=64 time=${time} ms`).join('\n')}\n\n--- 10.0.0.9 ping statistics ---\n${sent} packets transmitted, ${times.length} received\n`;

  it('reads delay, jitter and loss out of ping', () => {
    expect(readPing(reply([10, 14, 10], 4))).toEqual({ delayMs: 5.67, jitterMs: 4, loss: 0.25, sent: 4 });
    expect(readPing(reply([], 4))).toBeNull();
  });

  it.each([
    [{ delayMs: 50, jitterMs: 50, loss: 0.0005, sent: 2000 }, []],
    [{ delayMs: 50.1, jitterMs: 1, loss: 0, sent: 2000 }, ['delayMs']],
    [{ delayMs: 1, jitterMs: 51, loss: 0.001, sent: 2000 }, ['jitterMs', 'loss']],
  ])('holds %j against the bounds of the specification', (quality, bad) => {
    expect(
      judgeLink(quality)
        .filter(({ ok }) => !ok)
        .map(({ what }) => what),
    ).toEqual(bad);
  });

  it('is refused for what is no host', async () => {
    await expect(use().run('link', 'a;reboot')).rejects.toThrow('neither an address nor a name');
  });
});
