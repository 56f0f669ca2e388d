import { CheckFunctions } from '../../../house/service-level';
import { notRun } from '../../../../testing/not-run';
import { findFreeSwitch } from './testing/freeswitch-process';
import { RealVoice } from './testing/real-voice';

const home = findFreeSwitch();

const say = (template: string) => [{ kind: 'text', template }];
const node = (kind: string, id: string, more: object) => ({ kind, id, name: id, position: { x: 0, y: 0 }, ...more });
const flow = (nodes: object[], ways: string[]): object => {
  const edges = ways.map((way) => {
    const [from, branch, to] = way.split(' ');
    return { from, branch, to };
  });
  return { schema: 1, language: 'pl', variables: [], nodes: [node('start', 'start', {}), ...nodes], edges };
};
const asked = { invalidPrompts: [], silencePrompts: [], timeoutSeconds: 5, attempts: 2 };

if (!home) {
  notRun('Inbound voice on a real FreeSWITCH', 'FREESWITCH_HOME is not set and freeswitch is not on the PATH');
  it('needs a real FreeSWITCH; listed as not run', () => expect(home).toBeNull());
} else {
  jest.setTimeout(120_000);
  describe('inbound voice on a real FreeSWITCH', () => {
    let voice: RealVoice;
    beforeAll(async () => {
      voice = await RealVoice.start(home);
    }, 180_000);
    afterAll(() => voice?.stop(), 30_000);
    afterEach(() => voice.rest());

    it('calls itself to check that calls go out, come in and are handled', async () => {
      await voice.world.app.get(CheckFunctions).round();
      const { functions } = await voice.world.app.get(CheckFunctions).state();
      const failed = functions.filter(({ detail }) => detail !== null);
      expect(failed).toEqual([]);
      voice.measured('critical functions', { round: functions[0]?.milliseconds ?? 0 });
      await voice.world.until('no leg', async () => (await voice.world.legs()).length === 0);
      expect(await voice.world.calls()).toEqual([]);
    });

    it('lets a caller interrupt an announcement by one key, and leads him by it into the queue', async () => {
      const queueId = await voice.world.queue([voice.people.anna], { wrapUpSeconds: 0 });
      const long = 'To jest bardzo długa zapowiedź, której nikt nie musi słuchać do końca. '.repeat(4);
      await voice.publish(
        '+48221000201',
        flow(
          [
            node('menu', 'menu', { ...asked, prompts: say(long), options: [{ digit: '1', name: 'kolejka' }] }),
            node('queue', 'queue', { queueId, skills: [], priority: null }),
            node('hang-up', 'bye', { prompts: [] }),
          ],
          ['start next menu', 'menu digit:1 queue', 'menu invalid bye', 'menu no-input bye'],
        ),
      );
      await voice.line.caller.call('+48221000201');
      await voice.becomes('ivr');
      await voice.hears(voice.line.caller, 'the announcement');
      voice.events.length = 0;
      const pressed = performance.now();
      voice.line.caller.press('1');
      const digit = await voice.world.until('the digit', () => voice.told('DigitReceived'));
      const entered = await voice.world.until('the entry', () => voice.told('DigitsCollected'));
      await voice.becomes('queued');
      voice.measured('one key interrupts', {
        pressToDigitMs: Math.round(digit.at - pressed),
        digitToEntryMs: Math.round(entered.at - digit.at),
        pressToQueueMs: Math.round(performance.now() - pressed),
      });
      expect(entered.event).toMatchObject({ digits: '1' });
      expect(entered.at - digit.at).toBeLessThan(100);
      await voice.ready(voice.people.anna);
      await voice.talksWith(voice.people.anna);
    });

    it('collects a number key by key, up to its terminator', async () => {
      await voice.publish(
        '+48221000202',
        flow(
          [
            node('digits', 'code', {
              ...{ ...asked, variable: 'code', prompts: say('Podaj numer klienta.'), minimum: 1, maximum: 8 },
              ...{ terminator: '#', interDigitSeconds: 3, rule: { kind: 'any' }, secret: false },
            }),
            node('hang-up', 'bye', { prompts: say('Dziękujemy.') }),
          ],
          ['start next code', 'code next bye', 'code invalid bye', 'code no-input bye'],
        ),
      );
      await voice.line.caller.call('+48221000202');
      await voice.becomes('ivr');
      await voice.hears(voice.line.caller, 'the question');
      voice.events.length = 0;
      voice.line.caller.press('407#');
      const entered = await voice.world.until('the entry', () => voice.told('DigitsCollected'));
      expect(entered.event).toMatchObject({ digits: '407' });
      await voice.becomes('ended');
      expect(await voice.last()).toMatchObject({ outcome: 'self-service', ended_by: 'system' });
    });

    it('plays music and tells the place in the queue, until somebody is there', async () => {
      await voice.queueAt('+48221000203', [voice.people.anna], { announcePosition: true, announceEverySeconds: 15 });
      await voice.line.caller.call('+48221000203');
      await voice.becomes('queued');
      await voice.hears(voice.line.caller, 'the music');
      const journalled = (type: string) => async () =>
        (
          await voice.world.sql(`select 1 from journal where type = $1 and stream = $2`, [
            type,
            `call-${(await voice.last())?.id}`,
          ])
        ).length > 0;
      await voice.world.until('the place is told', journalled('CallAnnounced'), 30_000);
      await voice.hears(voice.line.caller, 'the announcement');
      await voice.world.until('the music is back', journalled('CallMusicResumed'), 30_000);
      await voice.hears(voice.line.caller, 'the music again');
      const from = performance.now();
      await voice.ready(voice.people.anna);
      await voice.talksWith(voice.people.anna);
      voice.measured('ready to talking', { ms: Math.round(performance.now() - from) });
    });

    it('overflows to another queue, and from a full one to a number through a trunk', async () => {
      await voice.trunk();
      const second = await voice.world.queue([voice.people.boris], { wrapUpSeconds: 0 });
      const toQueue = { when: 'no-agents', threshold: null, to: { kind: 'queue', queueId: second } } as const;
      await voice.queueAt('+48221000204', [], { overflow: [toQueue] });
      await voice.ready(voice.people.boris);
      await voice.line.caller.call('+48221000204');
      await voice.talksWith(voice.people.boris);
      await voice.line.caller.hangUp();
      await voice.becomes('ended');
      const toNumber = { when: 'no-agents', threshold: null, to: { kind: 'number', number: '+48221234567' } } as const;
      await voice.queueAt('+48221000205', [], { overflow: [toNumber] });
      voice.line.operator.habit = 'answers';
      await voice.line.caller.call('+48221000205');
      await voice.world.until('the number has taken it', () => voice.line.operator.talking);
      await voice.becomes('talking');
      await voice.bothTalk();
    });
  });
}
