import { callbackRuleSchema, type Callback } from '#contracts';
import { notRun } from '../../../../testing/not-run';
import { amplitudeOf } from './testing/a-law';
import { findFreeSwitch } from './testing/freeswitch-process';
import { RealVoice } from './testing/real-voice';
import { SippCaller, hasSipp, type SippStep } from './testing/sipp-caller';

const home = findFreeSwitch();

const say = (template: string) => [{ kind: 'text', template }];
const flow = (node: object, ways: readonly string[]): object => ({
  ...{ schema: 1, language: 'pl', variables: [] },
  nodes: [
    { kind: 'start', id: 'start' },
    { id: 'asked', ...node },
    ...(ways.length > 0 ? [{ kind: 'hang-up', id: 'bye', prompts: [] }] : []),
  ].map((each) => ({ name: each.id, position: { x: 0, y: 0 }, ...each })),
  edges: [
    { from: 'start', branch: 'next', to: 'asked' },
    ...ways.map((branch) => ({ from: 'asked', branch, to: 'bye' })),
  ],
});

if (!home || !hasSipp()) {
  const absent = home ? 'sipp is not on the PATH' : 'FREESWITCH_HOME is not set and freeswitch is not on the PATH';
  notRun('Callers by SIPp on a real FreeSWITCH', absent);
  it('needs a real FreeSWITCH and SIPp; listed as not run', () => expect(home && hasSipp()).toBeFalsy());
} else {
  jest.setTimeout(180_000);
  describe('callers by SIPp on a real FreeSWITCH', () => {
    let voice: RealVoice;
    const callers: SippCaller[] = [];
    beforeAll(async () => {
      voice = await RealVoice.start(home);
      await voice.trunk();
    }, 180_000);
    afterAll(() => voice?.stop(), 30_000);
    afterEach(async () => {
      for (const caller of callers.splice(0)) caller.stop();
      await voice.rest();
    });

    const chief = () => voice.world.as(voice.people.chief);
    const calls = (from: string, to: string, ...steps: SippStep[]): SippCaller => {
      const caller = SippCaller.call({ from, to, port: voice.line.trunksPort, steps });
      callers.push(caller);
      return caller;
    };
    const callbackOf = async (number: string) =>
      ((await chief().get('/callbacks')).body as { items: Callback[] }).items.find((each) => each.number === number);

    /** She is ready, he answers, and they hear each other. */
    async function isReached(number: string): Promise<void> {
      const { world, line, people } = voice;
      line.operator.habit = 'answers';
      await voice.ready(people.anna);
      await world.until('the customer has taken it', () => line.operator.talking, 90_000);
      await voice.talksWith(people.anna);
      await voice.hearEachOther(voice.phoneOf(people.anna), line.operator);
      expect(await callbackOf(number)).toMatchObject({
        ...{ state: 'closed', ending: 'reached', tries: [{ result: 'reached' }] },
      });
      await world.press(people.anna, 'hang-up');
      await voice.becomes('ended');
    }

    it('takes a callback by a key in a flow, and calls back', async () => {
      const number = '+48600700001';
      const callback = callbackRuleSchema.parse({ from: '00:00', to: '24:00' });
      const queueId = await voice.queueAt('+48221000501', [voice.people.anna], { callback });
      const offer = { prompts: say('Naciśnij 1, a oddzwonimy.'), confirmPrompts: say('Oddzwonimy.'), acceptDigit: '1' };
      await voice.publish(
        '+48221000502',
        flow({ kind: 'callback', queueId, ...offer, timeoutSeconds: 10 }, ['declined', 'no-number']),
      );
      const caller = calls(number, '+48221000502', { kind: 'wait', ms: 2500 }, { kind: 'press', key: '1' });
      await caller.over;
      expect(await voice.last()).toMatchObject({ outcome: 'callback', ended_by: 'system' });
      await voice.world.until('it is taken down', () => callbackOf(number));
      expect(await callbackOf(number)).toMatchObject({ origin: 'flow', queue: { id: queueId } });
      await isReached(number);
    });

    it('calls back by itself who hung up in the queue', async () => {
      const number = '+48600700002';
      const automatic = { automatic: ['abandoned'], intervalMinutes: 1, minimumWaitSeconds: 3 };
      const callback = callbackRuleSchema.parse({ from: '00:00', to: '24:00', ...automatic });
      await voice.queueAt('+48221000503', [voice.people.anna], { callback });
      await calls(number, '+48221000503', { kind: 'wait', ms: 6000 }, { kind: 'hang-up' }).over;
      await voice.becomes('ended');
      expect(await voice.last()).toMatchObject({ outcome: 'abandoned', ended_by: 'caller' });
      const from = performance.now();
      const open = await voice.world.until('it is taken down', () => callbackOf(number));
      expect(open).toMatchObject({ origin: 'automatic', failed: 'abandoned', state: 'waiting', tried: 0 });
      await isReached(number);
      voice.measured('abandoned to reached', { ms: Math.round(performance.now() - from) });
    });

    it('keeps what is said to the voicemail of a flow', async () => {
      const { people, world } = voice;
      const given = { name: 'Scenariusz', userIds: [people.anna.id], minimumSeconds: 1, maximumSeconds: 60 };
      const { id: boxId } = (await chief().post('/voicemail/boxes', given)).body as { id: string };
      await voice.publish('+48221000504', flow({ kind: 'voicemail', prompts: say('Zostaw wiadomość.'), boxId }, []));
      await calls(
        '+48600700003',
        '+48221000504',
        { kind: 'wait', ms: 5000 },
        { kind: 'say', hertz: 440, ms: 3000 },
        { kind: 'press', key: '#' },
      ).over;
      expect(await voice.last()).toMatchObject({ outcome: 'voicemail', ended_by: 'system' });
      const message = await world.until('the message is there', async () =>
        (await voice.inbox()).find(({ number }) => number === '+48600700003'),
      );
      expect(message).toMatchObject({ state: 'new' });
      expect(message.durationMs).toBeGreaterThan(2500);
      expect(loudest((await voice.soundOf(message)).samples, 440)).toBeGreaterThan(1500);
    });
  });
}

/** Of any half second, how strong the frequency is. */
const loudest = (samples: readonly number[], hertz: number): number =>
  Math.max(...samples.flatMap((_, at) => (at % 4000 === 0 ? [amplitudeOf(samples.slice(at, at + 4000), hertz)] : [])));
