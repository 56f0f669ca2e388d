import type { CallListItem, CampaignAnswers, Flow, FlowDocument, FlowNode, Page, RecordAnswers } from '#contracts';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';

const say = (template: string) => [{ kind: 'text' as const, template }];
const node = (kind: FlowNode['kind'], id: string, more: object = {}) =>
  ({ kind, id, name: id, position: { x: 0, y: 0 }, ...more }) as FlowNode;
const asking = { invalidPrompts: [], silencePrompts: [], timeoutSeconds: 55, attempts: 1 };

/** Whether the rate comes on time: yes, no (then how many days), or a person. */
const survey = (queueId: string): FlowDocument => ({
  schema: 1,
  language: 'pl',
  variables: [{ name: 'kwota', initial: '0' }],
  nodes: [
    node('start', 'start'),
    node('menu', 'Termin', {
      ...asking,
      prompts: say('{{ contact.firstName }}, rata {{ kwota }} zł. Jeden: zapłacę, dwa: później, trzy: konsultant.'),
      options: [
        { digit: '1', name: 'Zapłacę' },
        { digit: '2', name: 'Później' },
        { digit: '3', name: 'Konsultant' },
      ],
    }),
    node('digits', 'Dni', {
      ...{ ...asking, prompts: say('Za ile dni?'), variable: 'dni', minimum: 1, maximum: 2, terminator: '#' },
      ...{ interDigitSeconds: 3, rule: { kind: 'any' }, secret: false },
    }),
    node('queue', 'Kolejka', { queueId, skills: [], priority: null }),
    node('hang-up', 'Koniec', { prompts: [] }),
  ],
  edges: [
    { from: 'start', branch: 'next', to: 'Termin' },
    { from: 'Termin', branch: 'digit:1', to: 'Koniec' },
    { from: 'Termin', branch: 'digit:2', to: 'Dni' },
    { from: 'Termin', branch: 'digit:3', to: 'Kolejka' },
    ...['invalid', 'no-input'].flatMap((branch) => ['Termin', 'Dni'].map((from) => ({ from, branch, to: 'Koniec' }))),
    { from: 'Dni', branch: 'next', to: 'Koniec' },
  ],
});

describe('automatic-caller: questions, keys, branches, and an agent for who wants one', () => {
  let campaigns: CampaignWorld;
  let anna: Agent;
  let id: string;

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    const { world, boss } = campaigns;
    await campaigns.buys({ featureId: 'automatic-caller', quantity: 1 });
    anna = await world.hire();
    await world.ready(anna);
    const document = survey(await world.queue([anna], { wrapUpSeconds: 0 }));
    const flow = (await world.as(boss).post('/flows', { name: 'Raty', document })).body as Flow;
    const published = await world.as(boss).post(`/flows/${flow.id}/publish`, { draftVersion: 1 });
    if (published.status !== 201) throw new Error(JSON.stringify([published.body, flow.findings]));
    id = await campaigns.campaign([], { kind: 'automatic', flowId: flow.id });
  });
  afterAll(() => campaigns.world.close());

  /** What each number presses when it is asked. */
  const presses = async (number: string, ...keys: string[]) => {
    const { world } = campaigns;
    const attempt = (await campaigns.attempts(id)).find((each) => each.number === number);
    const legs = (await world.legs()).filter(({ callId }) => callId === attempt?.id);
    for (const key of keys) {
      world.line.simulated.world.press(legs[0]?.legId ?? '', key);
      await world.wait(2);
    }
  };

  it('asks by keypad, branches, speaks of the record, and brings who asks for it to an agent', async () => {
    const { world } = campaigns;
    const numbers = [1, 2, 3, 4].map(mobile);
    for (const number of numbers) campaigns.person(number, { kind: 'answers', afterMs: [500, 500] });
    await campaigns.load(
      id,
      numbers.map((number, index) => ({ number, firstName: `Osoba${index + 1}`, fields: { kwota: 100 + index } })),
    );
    await campaigns.act(id, 'start');
    await world.wait(4);
    await presses(mobile(1), '1');
    await presses(mobile(2), '2', '7', '#');
    await presses(mobile(3), '3');
    const [call] = await world.desk(anna);
    expect(call).toMatchObject({ number: mobile(3) });
    await world.press(anna, 'answer');
    await world.wait(5);
    await world.press(anna, 'hang-up');
    await world.wait(100);
    const started = await world.sql<{ kwota: string; name: string }>(
      `select data -> 'variables' ->> 'kwota' as kwota, data -> 'variables' ->> 'contact.firstName' as name
       from journal where type = 'IvrStarted' order by 1`,
    );
    expect(started[0]).toEqual({ kwota: '100', name: 'Osoba1' });

    const report = (await world.as(campaigns.boss).get(`/campaigns/${id}/answers`)).body as CampaignAnswers;
    expect(report.reached).toBe(4);
    const counts = Object.fromEntries(
      report.questions.map(({ name, silent, answers }) => [
        name,
        { silent, ...Object.fromEntries(answers.map((answer) => [answer.name, answer.count])) },
      ]),
    );
    expect(counts).toEqual({
      Termin: { silent: 1, Zapłacę: 1, Później: 1, Konsultant: 1 },
      Dni: { silent: 0, next: 1 },
    });
    const path = `/campaigns/${id}/answers/records`;
    const { items } = (await world.as(campaigns.boss).get(path)).body as Page<RecordAnswers>;
    expect(items.find(({ number }) => number === mobile(2))).toMatchObject({
      contact: { name: 'Osoba2 Nowak' },
      answers: [{ question: 'Termin', answer: 'Później' }, { question: 'Dni' }],
      variables: { dni: '7' },
    });
    const later = (await world.as(campaigns.boss).get(`${path}?nodeId=Termin&branch=digit:2`))
      .body as Page<RecordAnswers>;
    expect(later.items.map(({ number }) => number)).toEqual([mobile(2)]);
    const calls = (await world.as(campaigns.boss).get(`/calls?campaignId=${id}`)).body as Page<CallListItem>;
    expect(calls.items.map(({ number, campaign }) => [number, campaign?.id]).sort()).toEqual(
      numbers.map((number) => [number, id]),
    );
    expect((await world.as(campaigns.boss).get(`/calls?campaignId=${anna.id}`)).body).toMatchObject({ items: [] });
    expect((await world.as(campaigns.boss).csv(path)).text).toContain('Termin: Konsultant');
  });

  it('hangs up on machines and calls them again by the rule, and tells who left early from who heard it to the end', async () => {
    const { world } = campaigns;
    await campaigns.buys(
      { featureId: 'automatic-caller', quantity: 1 },
      { featureId: 'predictive-dialer', quantity: 1 },
    );
    await campaigns.change(id, { machines: { enabled: true } });
    campaigns.person(mobile(5), { kind: 'answers', afterMs: [500, 500], says: 'machine' });
    campaigns.person(mobile(6), { kind: 'answers', afterMs: [500, 500], says: 'person' });
    const [robot] = await campaigns.load(id, [{ number: mobile(5) }, { number: mobile(6) }]);
    await world.wait(8);
    const newest = async () => (await campaigns.attempts(id)).slice(-2);
    await world.callerHangsUp((await newest())[1]?.id ?? '');
    expect(await newest()).toMatchObject([{ outcome: 'machine' }, { outcome: 'hung-up' }]);
    expect(await campaigns.dialling(robot?.recordId ?? '')).toMatchObject({
      state: 'waiting',
      outcomes: { machine: 1 },
    });
  });

  it('leaves a message on a machine after its tone, with the flow silent until then', async () => {
    const { world } = campaigns;
    const message = 'Dzień dobry {{ contact.firstName }}, proszę oddzwonić.';
    await campaigns.change(id, { machines: { enabled: true, action: 'leave-message', message } });
    campaigns.person(mobile(7), { kind: 'answers', afterMs: [500, 500], says: 'machine' });
    await campaigns.load(id, [{ number: mobile(7), firstName: 'Ewa' }]);
    await world.wait(60);
    const [attempt] = (await campaigns.attempts(id)).filter(({ number }) => number === mobile(7));
    expect(attempt).toMatchObject({ outcome: 'machine' });
    const steps = await world.sql<{ type: string; say: string | null }>(
      `select type, data->>'say' as say from journal where stream = 'call-' || $1 or stream = 'ivr-' || $1 order by position`,
      [attempt?.id],
    );
    expect(steps.slice(-5)).toEqual([
      { type: 'CallQueued', say: null },
      { type: 'CallOverflowed', say: 'Dzień dobry Ewa, proszę oddzwonić.' },
      { type: 'CallHungUp', say: null },
      { type: 'CallClosed', say: null },
      { type: 'IvrCallerHungUp', say: null },
    ]);
    expect(await world.legs()).toEqual([]);
  });
});
