import type { CampaignAnswers, DeskRecord, Flow } from '#contracts';
import type { Agent } from '../../../../testing/call-world';
import { notRun } from '../../../../testing/not-run';
import { CampaignWorld } from '../../../../testing/campaign-world';
import { findFreeSwitch } from './testing/freeswitch-process';
import { freePorts } from './testing/real-harness';
import { RealVoice } from './testing/real-voice';
import { HABITS, SippCallees } from './testing/sipp-callees';
import { hasSipp } from './testing/sipp-caller';

const home = findFreeSwitch();

/** SIPp's keys come with a payload type of its own, which the switch does not take from who was called. */
const PRESSES = '+48700100200';

const node = (kind: string, id: string, more: object = {}) => ({
  kind,
  id,
  name: id,
  position: { x: 0, y: 0 },
  ...more,
});
const question = {
  ...{ schema: 1, language: 'pl', variables: [] },
  nodes: [
    node('start', 'start'),
    node('menu', 'Termin', {
      ...{ invalidPrompts: [], silencePrompts: [], timeoutSeconds: 5, attempts: 1 },
      prompts: [{ kind: 'text', template: 'Jeden: zapłacę. Dwa: później.' }],
      options: [
        { digit: '1', name: 'Zapłacę' },
        { digit: '2', name: 'Później' },
      ],
    }),
    node('hang-up', 'Koniec', { prompts: [] }),
  ],
  edges: [
    { from: 'start', branch: 'next', to: 'Termin' },
    ...['digit:1', 'digit:2', 'invalid', 'no-input'].map((branch) => ({ from: 'Termin', branch, to: 'Koniec' })),
  ],
};

if (!home || !hasSipp()) {
  const absent = home ? 'sipp is not on the PATH' : 'FREESWITCH_HOME is not set and freeswitch is not on the PATH';
  notRun('Campaigns on a real FreeSWITCH', absent);
  it('needs a real FreeSWITCH and SIPp; listed as not run', () => expect(home && hasSipp()).toBeFalsy());
} else {
  jest.setTimeout(180_000);
  describe('campaigns on a real FreeSWITCH, the people called played by SIPp', () => {
    let voice: RealVoice;
    let campaigns: CampaignWorld;
    let callees: SippCallees | undefined;
    let anna: Agent;
    beforeAll(async () => {
      voice = await RealVoice.start(home);
      campaigns = CampaignWorld.on(voice.world, voice.people.chief);
      await campaigns.buys(
        ...['text-to-speech', 'predictive-dialer', 'automatic-caller'].map((featureId) => ({ featureId, quantity: 1 })),
      );
      const [port] = (await freePorts(1)) as [number];
      callees = SippCallees.at(port);
      await voice.trunk({ name: 'sipp', port });
      await voice.trunk({ name: 'operator', prefixes: [PRESSES] });
      ({ anna } = voice.people);
    }, 180_000);
    afterAll(async () => {
      callees?.stop();
      await voice?.stop();
    }, 30_000);
    afterEach(() => voice.rest());

    /** Numbers of people with these habits; no two tests call the same. */
    const people = (test: number, ...habits: (keyof typeof HABITS)[]) =>
      habits.map((habit, index) => ({ number: `+4860${test}10${index}00${HABITS[habit]}`, lastName: habit }));
    const rung = { ringSeconds: 10, wrapUpSeconds: 1, maxAttempts: 1 };

    /** Whoever reaches a person hears him, and hangs up; until every record has been tried and nobody is called. */
    async function untilOver(id: string, count: number, { detects = false } = {}) {
      const heard: number[] = [];
      await voice.world.until(
        'all were called',
        async () => {
          for (const agent of [anna, voice.people.boris]) {
            const [call] = await voice.world.desk(agent);
            if (call?.state !== 'talking' || !call.actions.includes('hang-up')) continue;
            if (detects && (await judged(call.id)) !== 'person') continue;
            await voice.world.wait(1.5);
            heard.push(voice.phoneOf(agent).hears(700));
            if ((await voice.world.desk(agent))[0]?.state === 'talking') await voice.world.press(agent, 'hang-up');
          }
          const attempts = await campaigns.attempts(id);
          return attempts.length === count && attempts.every(({ outcome }) => outcome !== null);
        },
        90_000,
      );
      const outcomes = await outcomesOf(id);
      voice.measured('campaign', { outcomes, heard: heard.map(Math.round) });
      return { outcomes, heard };
    }
    const judged = async (id: string) =>
      (await voice.world.sql<{ judged: string | null }>('select judged from dial_attempt where id = $1', [id]))[0]
        ?.judged;
    const outcomesOf = async (id: string) =>
      Object.fromEntries((await campaigns.attempts(id)).map(({ number, outcome }) => [number.at(-1), outcome]));

    it('preview: the agent takes records from her desk, and both hear each other', async () => {
      const id = await campaigns.campaign([anna], { kind: 'preview', batchSize: 3, ...rung });
      await campaigns.load(id, people(1, 'talks', 'busy', 'rings'));
      await voice.ready(anna);
      await campaigns.act(id, 'start');
      const batch = (await voice.world.as(anna).post(`/own-campaigns/${id}/batch`)).body as DeskRecord[];
      for (const [index, { recordId }] of batch.entries()) {
        await voice.world.until('she may call', async () => (await voice.world.status(anna)) === 'ready');
        const called = await voice.world.as(anna).post(`/own-campaigns/${id}/records/${recordId}/call`);
        expect(called.status).toBe(204);
        await untilOver(id, index + 1);
      }
      expect(await outcomesOf(id)).toEqual({ 1: 'connected', 2: 'busy', 3: 'no-answer' });
    });

    it('progressive: one call for each agent, the next as soon as she is free', async () => {
      const id = await campaigns.campaign([anna], { kind: 'progressive', autoStartSeconds: 0, ...rung });
      await campaigns.load(id, people(2, 'busy', 'talks', 'rings', 'machine'));
      await voice.ready(anna);
      await campaigns.act(id, 'start');
      const { outcomes, heard } = await untilOver(id, 4);
      expect(outcomes).toEqual({ 1: 'connected', 2: 'busy', 3: 'no-answer', 4: 'connected' });
      expect(Math.max(...heard)).toBeGreaterThan(1500);
    });

    it('predictive: agents get people within two seconds, and machines are hung up on', async () => {
      const { boris } = voice.people;
      const machines = { enabled: true, checkPercent: 0 };
      const id = await campaigns.campaign([anna, boris], { kind: 'predictive', machines, ...rung });
      await campaigns.load(id, people(3, 'person', 'machine', 'busy', 'rings'));
      await voice.ready(anna);
      await voice.ready(boris);
      await campaigns.act(id, 'start');
      const { outcomes } = await untilOver(id, 4, { detects: true });
      expect(outcomes).toEqual({ 5: 'connected', 4: 'machine', 2: 'busy', 3: 'no-answer' });
      const waits = await voice.world.sql<{ waited: number }>(
        `select (j.data->>'waitedMs')::int as waited from journal j join dial_attempt a on j.stream = 'attempt-' || a.id
         where a.campaign_id = $1 and j.type = 'AttemptConnected'`,
        [id],
      );
      voice.measured('answered to agent, ms', waits);
      expect(waits.length).toBeGreaterThan(0);
      expect(Math.max(...waits.map(({ waited }) => waited))).toBeLessThan(2000);
    });

    it('predictive: a message is left on a machine after its tone', async () => {
      const machines = { enabled: true, checkPercent: 0, action: 'leave-message', message: 'Oddzwonimy.' } as const;
      const id = await campaigns.campaign([anna], { kind: 'predictive', machines, ...rung });
      await campaigns.load(id, people(4, 'machine'));
      await voice.ready(anna);
      await campaigns.act(id, 'start');
      const { outcomes } = await untilOver(id, 1, { detects: true });
      expect(outcomes).toEqual({ 4: 'machine' });
      const said = await voice.world.sql<{ data: { say: string } }>(
        `select j.data from journal j join dial_attempt a on j.stream = 'call-' || a.id
         where a.campaign_id = $1 and j.type = 'CallOverflowed'`,
        [id],
      );
      expect(said).toMatchObject([{ data: { say: 'Oddzwonimy.' } }]);
    });

    it('automatic caller: asks, and keeps what is pressed', async () => {
      const chief = voice.world.as(voice.people.chief);
      const flow = (await chief.post('/flows', { name: 'Raty', document: question })).body as Flow;
      const published = await chief.post(`/flows/${flow.id}/publish`, { draftVersion: 1 });
      if (published.status !== 201) throw new Error(JSON.stringify([published.body, flow.findings]));
      const id = await campaigns.campaign([], { kind: 'automatic', flowId: flow.id, ...rung });
      await campaigns.load(id, [{ number: PRESSES }, ...people(5, 'busy', 'rings', 'machine')]);
      const { operator } = voice.line;
      operator.habit = 'answers';
      await campaigns.act(id, 'start');
      await voice.world.until('he is called', () => operator.talking);
      await voice.hears(operator, 'the question');
      operator.press('1');
      const { outcomes } = await untilOver(id, 4);
      expect(outcomes).toEqual({ 0: 'connected', 2: 'busy', 3: 'no-answer', 4: 'connected' });
      const report = (await chief.get(`/campaigns/${id}/answers`)).body as CampaignAnswers;
      expect(report.questions[0]).toMatchObject({ silent: 1, answers: [{ name: 'Zapłacę', count: 1 }] });
    });
  });
}
