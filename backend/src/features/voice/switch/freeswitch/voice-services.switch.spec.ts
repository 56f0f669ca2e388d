import { callbackRuleSchema, type Callback, type Survey, type SurveyResults } from '#contracts';
import { notRun } from '../../../../testing/not-run';
import { amplitudeOf } from './testing/a-law';
import { findFreeSwitch } from './testing/freeswitch-process';
import { RealVoice } from './testing/real-voice';

const home = findFreeSwitch();
/** The tone sounds for 400 of the 500 ms that are listened to; nothing else reaches half of that. */
const TONE = 1000;

const says = (template: string) => ({ pl: [{ kind: 'text', template }], en: [] });
const opinion = {
  schema: 1,
  languages: ['pl'],
  greeting: says('Prosimy o ocenę.'),
  goodbye: says('Dziękujemy.'),
  questions: [{ kind: 'rating', id: 'agent', name: 'agent', texts: says('Od 1 do 5.'), branches: [], from: 1, to: 5 }],
  timeoutSeconds: 5,
  attempts: 2,
};
const atOnce = (queueId: string) => ({
  ...{ queueId, when: 'after-call', active: true, sharePercent: 100, quietDays: 0, minimumTalkSeconds: 0 },
  ...{ delayMinutes: 30, attempts: 2, intervalMinutes: 15, callFrom: '00:00', callTo: '23:59' },
});

if (!home) {
  notRun('Voice services on a real FreeSWITCH', 'FREESWITCH_HOME is not set and freeswitch is not on the PATH');
  it('needs a real FreeSWITCH; listed as not run', () => expect(home).toBeNull());
} else {
  jest.setTimeout(120_000);
  describe('messages, callbacks and surveys on a real FreeSWITCH', () => {
    let voice: RealVoice;
    beforeAll(async () => {
      voice = await RealVoice.start(home);
    }, 180_000);
    afterAll(() => voice?.stop(), 30_000);
    afterEach(() => voice.rest());

    const chief = () => voice.world.as(voice.people.chief);

    describe('voicemail', () => {
      const OURS = '+48221000301';
      beforeAll(async () => {
        const given = { name: 'Po godzinach', userIds: [voice.people.anna.id], minimumSeconds: 1, maximumSeconds: 60 };
        const boxId = ((await chief().post('/voicemail/boxes', given)).body as { id: string }).id;
        const toBox = { when: 'no-agents', threshold: null, to: { kind: 'voicemail', boxId } } as const;
        await voice.queueAt(OURS, [], { overflow: [toBox] });
      });

      /** Past greeting and tone; he says 440 Hz for so long. */
      async function speaks(ms: number): Promise<void> {
        const { caller } = voice.line;
        const from = performance.now();
        await caller.call(OURS);
        await voice.becomes('voicemail');
        await voice.hears(caller, 'the greeting');
        const greeted = performance.now();
        await voice.hearsTone(caller, 1000, TONE);
        const beeped = performance.now();
        voice.measured('voicemail', {
          callToGreetingMs: Math.round(greeted - from),
          greetingToToneMs: Math.round(beeped - greeted),
        });
        await voice.world.wait(0.6);
        caller.say(440);
        await voice.world.wait(ms / 1000);
      }
      /** The message that came of it, with what is heard in it. */
      async function left(count: number) {
        const message = await voice.world.until('the message is there', async () => {
          const items = await voice.inbox();
          return items.length === count ? items[0] : null;
        });
        const { rate, samples } = await voice.soundOf(message);
        const middle = samples.slice(samples.length / 2 - 2000, samples.length / 2 + 2000);
        return { message, rate, spoken: amplitudeOf(middle, 440), tone: amplitudeOf(middle, 1000) };
      }

      it('greets, sounds the tone, and keeps what is said up to the hash key', async () => {
        await speaks(3000);
        voice.line.caller.press('#');
        await voice.becomes('ended');
        expect(await voice.last()).toMatchObject({ outcome: 'voicemail', ended_by: 'system' });
        const { message, rate, spoken, tone } = await left(1);
        voice.measured('message', { durationMs: message.durationMs, rate, spoken, tone });
        expect(message).toMatchObject({ state: 'new', number: '+48600100200' });
        expect(message.durationMs).toBeGreaterThan(2500);
        expect(message.durationMs).toBeLessThan(6000);
        expect(spoken).toBeGreaterThan(1500);
        expect(tone).toBeLessThan(500);
      });
    });

    it('calls back who asks for it by a key while he waits, and both hear each other', async () => {
      const { world, line, people } = voice;
      await voice.trunk();
      const callback = callbackRuleSchema.parse({ from: '00:00', to: '24:00' });
      await voice.queueAt('+48221000302', [people.anna], { callback });
      await line.caller.call('+48221000302');
      await voice.becomes('queued');
      await voice.hears(line.caller, 'the music');
      line.caller.press('5');
      const asked = performance.now();
      await world.until('he is asked', async () => {
        const [row] = await world.sql(`select 1 from journal where type = 'CallCallbackAsked'`);
        return row;
      });
      await world.wait(1);
      await voice.hears(line.caller, 'the question');
      line.caller.press('1');
      const one = async () => ((await chief().get('/callbacks')).body as { items: Callback[] }).items[0];
      await world.until('it is taken down', one);
      await world.until('his line is over', () => !line.caller.talking);
      expect(await one()).toMatchObject({ origin: 'queue', number: '+48600100200' });
      const from = performance.now();
      line.operator.habit = 'answers';
      await voice.ready(people.anna);
      await world.until('the customer has taken it', () => line.operator.talking);
      await voice.talksWith(people.anna);
      const together = performance.now();
      await voice.hearEachOther(voice.phoneOf(people.anna), line.operator);
      voice.measured('callback', {
        keyToOverMs: Math.round(from - asked),
        readyToTalkingMs: Math.round(together - from),
        talkingToHeardMs: Math.round(performance.now() - together),
      });
      expect(await one()).toMatchObject({ state: 'closed', ending: 'reached', tries: [{ result: 'reached' }] });
      await world.press(people.anna, 'hang-up');
      await voice.becomes('ended');
    });

    describe('a survey after the call', () => {
      const OURS = '+48221000303';
      let id = '';
      beforeAll(async () => {
        const created = (await chief().post('/surveys', { name: 'Po rozmowie', document: opinion })).body as Survey;
        id = created.id;
        const published = await chief().post(`/surveys/${id}/publish`, { draftVersion: 1 });
        if (published.status !== 201) throw new Error(JSON.stringify([published.body, created.findings]));
        const queueId = await voice.queueAt(OURS, [voice.people.anna]);
        const saved = await chief().patch(`/surveys/${id}`, { version: 1, rules: [atOnce(queueId)] });
        if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
      });

      const asked = async () =>
        (await voice.world.sql(`select 1 from journal where type = 'IvrNodeEntered' and data::text like '%ask_agent%'`))
          .length;
      const results = async () => {
        const day = new Date().toISOString().slice(0, 10);
        return (await chief().get(`/surveys/${id}/results?from=${day}&to=${day}`)).body as SurveyResults;
      };

      it.each([
        ['at the desk', () => voice.world.press(voice.people.anna, 'hang-up')],
        ['at the phone', () => voice.phoneOf(voice.people.anna).hangUp()],
      ])('asks the caller when the agent hangs up %s, and keeps his answer', async (where, hangUp) => {
        const { world, line, people } = voice;
        const { completed } = await results();
        const before = await asked();
        await voice.ready(people.anna);
        await line.caller.call(OURS);
        await voice.talksWith(people.anna);
        await voice.hearEachOther(line.caller, voice.phoneOf(people.anna));
        line.caller.say(null);
        const from = performance.now();
        await hangUp();
        await voice.becomes('ivr');
        const begun = performance.now();
        await world.until('the agent is free', async () => (await world.status(people.anna)) === 'ready');
        await world.until('he is asked', async () => (await asked()) > before);
        await voice.hears(line.caller, 'the question');
        expect(line.caller.talking).toBe(true);
        line.caller.press('4');
        await voice.becomes('ended');
        voice.measured(`survey, agent hangs up ${where}`, {
          hangUpToSurveyMs: Math.round(begun - from),
          wholeMs: Math.round(performance.now() - from),
        });
        const told = await world.until('the answer is kept', async () => {
          const now = await results();
          return now.completed === completed + 1 ? now : null;
        });
        expect(told.questions[0]).toMatchObject({ answers: completed + 1, average: 4 });
      });
    });
  });
}
