import type { OwnGreeting, PhoneRules, SavePhoneRules, VoicemailMessage } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';

describe('pbx-user-licence: desks and phones without one', () => {
  let world: CallWorld;
  let [chief, eva, boris, celina, dorota] = [] as unknown as [Agent, Agent, Agent, Agent, Agent];

  beforeAll(async () => {
    world = await CallWorld.start();
    [chief, eva] = [await world.hire('administrator'), await world.hire()];
    [boris, celina, dorota] = [
      await world.hire('pbx-user'),
      await world.hire('pbx-user'),
      await world.hire('pbx-user'),
    ];
    for (const { extension } of [boris, celina, dorota]) {
      phones().setPhone(extension, { kind: 'rings' });
      phones().register(extension, false);
    }
    await world.ready(eva);
  });
  afterAll(() => world?.close());

  const phones = () => world.line.simulated.world;
  const last = async () => (await world.calls()).at(-1);
  const ringing = () =>
    [boris, celina, dorota].filter(({ extension }) =>
      phones()
        .legsAt(extension)
        .some(({ dialling }) => dialling),
    );
  const lifts = async ({ extension }: Agent) => {
    expect(phones().answerPhone(extension)).toBe(true);
    await world.wait(0.1);
  };
  const rule = async (who: Agent, more: Partial<SavePhoneRules>) => {
    const rules = (await world.as(who).get('/phone-rules/me')).body as PhoneRules;
    return world.as(who).put('/phone-rules/me', { ...rules, ...more });
  };

  it('is reached from a desk as his rules say: silence, forwarding, voicemail, and a group by its extension', async () => {
    const dials = async (number: string) => {
      expect((await world.as(eva).post('/calls', { number })).status).toBe(201);
      await world.wait(2);
    };
    const over = async () => {
      await world.press(eva, 'hang-up');
      await world.wait(2);
      expect([await world.legs(), await world.status(eva)]).toEqual([[], 'ready']);
    };
    await rule(boris, { always: { kind: 'number', number: celina.extension } });
    await dials(boris.extension);
    expect(ringing()).toEqual([celina]);
    await lifts(celina);
    expect(await last()).toMatchObject({ state: 'talking', direction: 'internal', agent_id: celina.id });
    expect(await last()).toMatchObject({ number: eva.extension });
    await over();

    await rule(boris, { always: null, doNotDisturb: true, busy: { kind: 'own-voicemail' } });
    await dials(boris.extension);
    await world.wait(12);
    expect(ringing()).toEqual([]);
    expect(await last()).toMatchObject({ state: 'voicemail' });
    await over();
    const { body } = await world.as(boris).get('/voicemail/messages');
    expect((body as { items: VoicemailMessage[] }).items[0]).toMatchObject({ number: eva.extension, state: 'new' });

    await rule(boris, { doNotDisturb: false, busy: null, noAnswer: { kind: 'number', number: dorota.extension } });
    await dials(boris.extension);
    expect(ringing()).toEqual([boris]);
    await world.wait(26);
    expect(ringing()).toEqual([dorota]);
    await over();

    const group = { name: 'Biuro', extension: '620', memberIds: [boris.id, celina.id] };
    expect((await world.as(chief).post('/ring-groups', group)).status).toBe(201);
    await dials('620');
    expect(ringing()).toEqual([boris, celina]);
    await over();
    await rule(boris, { noAnswer: null });
    await dials(boris.extension);
    expect(ringing()).toEqual([boris]);
    expect(await last()).toMatchObject({ agent_id: eva.id });
    await over();
  });

  it('lets an agent with a desk set his own rules and greeting', async () => {
    expect((await rule(eva, { always: { kind: 'number', number: dorota.extension } })).status).toBe(200);
    phones().dialOn(celina.extension, eva.extension);
    await world.settle();
    await world.wait(1);
    expect(ringing()).toEqual([dorota]);
    await world.callerHangsUp((await world.legs())[0]?.legId ?? '');
    const own = (await world.as(eva).get('/voicemail/boxes/mine')).body as OwnGreeting;
    expect(own).toEqual({ greeting: null, language: 'pl', version: 0 });
    const greeting = { kind: 'text', template: 'Tu Ewa' };
    const put = (version: number) => world.as(eva).put('/voicemail/boxes/mine', { greeting, language: 'pl', version });
    const saved = await put(0);
    expect(saved.body).toMatchObject({ greeting, version: 2 });
    expect(problemLine(await put(0))).toBe('409 changed-meanwhile');
    expect((await put(2)).status).toBe(200);
  });
});
