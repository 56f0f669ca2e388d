import type { PhoneRules, RingGroup, RingingCall, SavePhoneRules, SaveRingGroup, VoicemailMessage } from '#contracts';
import { CallWorld, OUR_NUMBER, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const RINGBACK = 'tone_stream://%(1000,0,425)';
const NOBODY = '00000000-0000-4000-8000-0000000000ff';

describe('pbx-user-licence', () => {
  let world: CallWorld;
  let [chief, anna, boris, celina, dorota]: Agent[] = [];

  beforeAll(async () => {
    world = await CallWorld.start();
    chief = await world.hire('administrator');
    [anna, boris, celina, dorota] = [
      await world.hire('pbx-user'),
      await world.hire('pbx-user'),
      await world.hire('pbx-user'),
      await world.hire('pbx-user'),
    ];
    // Their telephones stand on their tables; nobody opens a desk.
    for (const { extension } of people()) {
      world.line.simulated.world.setPhone(extension, { kind: 'rings' });
      world.line.simulated.world.register(extension, false);
    }
    await world.settle();
  });
  afterAll(() => world?.close());
  afterEach(async () => {
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);
    for (const person of people()) {
      const rules = await rulesOf(person);
      await save(person, { ...rules, doNotDisturb: false, always: null, busy: null, noAnswer: null });
      await world.as(person).put('/agents/me/status', { status: 'not-ready', reason: 'break' });
    }
  });

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const people = () => [anna, boris, celina, dorota].map(of);
  const phones = () => world.line.simulated.world;
  const dial = async (from: Agent | undefined, to: string): Promise<string> => {
    const leg = phones().dialOn(of(from).extension, to);
    await world.settle();
    await world.wait(1);
    return leg;
  };
  const lifts = async (who: Agent | undefined) => {
    expect(phones().answerPhone(of(who).extension)).toBe(true);
    await world.wait(0.1);
  };
  const playedTo = (legId: string) => world.line.simulated.model.channels.get(legId)?.playback?.file;
  const ringing = () =>
    people().filter(({ extension }) =>
      phones()
        .legsAt(extension)
        .some(({ dialling }) => dialling),
    );
  const last = async () => (await world.calls()).at(-1);
  const told = async () =>
    (
      await world.sql<{ text: string }>(
        `select data->>'text' as text from journal where type = 'CallTold' order by position desc limit 1`,
      )
    )[0]?.text;
  const rulesOf = async (who: Agent) => (await world.as(who).get('/phone-rules/me')).body as PhoneRules;
  const save = (who: Agent, rules: SavePhoneRules) => world.as(who).put('/phone-rules/me', rules);
  const rule = async (who: Agent | undefined, more: Partial<SavePhoneRules>) =>
    save(of(who), { ...(await rulesOf(of(who))), ...more });
  const inbox = async (who: Agent | undefined) =>
    ((await world.as(of(who)).get('/voicemail/messages')).body as { items: VoicemailMessage[] }).items;
  const group = (more: Partial<SaveRingGroup>) =>
    world.as(of(chief)).post('/ring-groups', { name: 'Biuro', extension: '600', memberIds: [of(anna).id], ...more });

  it('is there with the phone, and reached by its extension', async () => {
    expect(await world.status(of(anna))).toBe('not-ready:signed-in');
    const hers = await dial(anna, of(boris).extension);
    expect(ringing()).toEqual([boris]);
    expect(playedTo(hers)).toContain(RINGBACK);
    expect(await last()).toMatchObject({ direction: 'internal', number: of(anna).extension });
    await lifts(boris);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: of(boris).id });
    expect((await world.legs()).filter(({ bridgedWith }) => bridgedWith)).toHaveLength(2);
    expect([await world.status(of(anna)), await world.status(of(boris))]).toEqual(['busy', 'busy']);
    phones().hangUpPhone(of(boris).extension);
    await world.wait(2);
    expect(await world.legs()).toEqual([]);
    expect(await world.status(of(anna))).toBe('not-ready:signed-in');
    phones().unregister(of(anna).extension);
    await world.settle();
    expect(await world.status(of(anna))).toBe('offline');
    phones().register(of(anna).extension, false);
    await world.settle();
  });

  it('calls outside from the phone, and hears it ring', async () => {
    phones().setPerson('+48601000001', { kind: 'answers', afterMs: [3000, 3000] });
    await dial(anna, '601000001');
    expect(await last()).toMatchObject({ state: 'dialing', direction: 'outbound', number: '+48601000001' });
    await world.wait(4);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: of(anna).id });
    expect((await world.legs()).filter(({ bridgedWith }) => bridgedWith)).toHaveLength(2);
    expect(await dial(boris, '999')).toBeTruthy();
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'rejected' });
  });

  it('rings with a group, all at once: who answers has it, and the others stop', async () => {
    const made = await group({
      memberIds: [of(boris).id, of(celina).id],
      then: { kind: 'number', number: of(dorota).extension },
    });
    expect(made.status).toBe(201);
    expect(problemLine(await group({ extension: of(anna).extension }))).toBe(
      '400 validation-failed extension thing-taken',
    );
    expect(problemLine(await group({ extension: '601', memberIds: [NOBODY] }))).toBe(
      '400 validation-failed memberIds exists',
    );
    await world.as(of(chief)).post('/numbers', {
      ...{ number: OUR_NUMBER, name: 'Biuro', ringGroupId: (made.body as RingGroup).id },
    });
    const caller = await world.callFrom('+48601000009');
    expect(ringing()).toEqual([boris, celina]);
    expect(playedTo(caller)).toContain(RINGBACK);
    await lifts(celina);
    expect(ringing()).toEqual([]);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: of(celina).id, direction: 'inbound' });
    expect(await walkPages((path) => world.as(of(chief)).get(path), '/ring-groups?limit=1')).toHaveLength(1);
    expect(problemLine(await world.as(of(anna)).get('/ring-groups'))).toBe('403 permission-missing');
    expect(problemLine(await world.as(of(chief)).delete(`/ring-groups/${(made.body as RingGroup).id}`))).toBe(
      '409 ring-group-in-use',
    );
  });

  it('goes on when nobody of the group takes it, to the next target', async () => {
    const caller = await world.callFrom('+48601000008');
    expect(ringing()).toEqual([boris, celina]);
    await world.wait(21);
    expect(playedTo(caller)).toContain(RINGBACK);
    expect(ringing()).toEqual([dorota]);
    await lifts(dorota);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: of(dorota).id });
  });

  it('rings in order, over those who cannot be rung', async () => {
    const queueId = await world.queue([]);
    const memberIds = [boris, celina, dorota].map((each) => of(each).id);
    await group({
      name: 'Kolejno',
      extension: '610',
      strategy: 'in-order',
      ringSeconds: 10,
      memberIds,
      then: { kind: 'queue', queueId },
    });
    await rule(celina, { doNotDisturb: true });
    await dial(anna, '610');
    expect(ringing()).toEqual([boris]);
    await world.wait(11);
    expect(ringing()).toEqual([dorota]);
    await world.wait(11);
    expect(ringing()).toEqual([]);
    expect(await last()).toMatchObject({ state: 'queued', queue_id: queueId });
  });

  it('is forwarded always, when busy and when nobody answers, and may be silent', async () => {
    await rule(boris, { always: { kind: 'number', number: of(celina).extension } });
    await dial(anna, of(boris).extension);
    expect(ringing()).toEqual([celina]);
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);

    await rule(boris, { always: null, noAnswer: { kind: 'number', number: '601000002' }, ringSeconds: 10 });
    phones().setPerson('+48601000002', { kind: 'answers', afterMs: [500, 500] });
    await dial(anna, of(boris).extension);
    await world.wait(13);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: null });
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);

    await rule(boris, { doNotDisturb: true, busy: { kind: 'number', number: of(dorota).extension } });
    await dial(anna, of(boris).extension);
    expect(ringing()).toEqual([dorota]);
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);

    await rule(boris, { busy: null });
    await dial(anna, of(boris).extension);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'busy' });
    const stale = await rulesOf(of(boris));
    await rule(boris, { doNotDisturb: false });
    expect(problemLine(await save(of(boris), stale))).toBe('409 changed-meanwhile');
  });

  it('has a box of his own, made with the first message: when busy, when nobody answers, and always', async () => {
    const speaks = async (leg: string) => {
      await world.wait(5);
      expect(await last()).toMatchObject({ state: 'voicemail' });
      await world.wait(6);
      await world.callerHangsUp(leg);
      await world.wait(2);
      expect(await last()).toMatchObject({ state: 'ended', outcome: 'voicemail' });
    };
    const own = { kind: 'own-voicemail' } as const;
    await rule(boris, { noAnswer: own, busy: own, ringSeconds: 10 });
    const unanswered = await dial(anna, of(boris).extension);
    expect(ringing()).toEqual([boris]);
    await world.wait(10);
    await speaks(unanswered);
    expect(await inbox(boris)).toMatchObject([
      { state: 'new', box: { name: of(boris).name }, number: of(anna).extension },
    ]);
    expect(await inbox(anna)).toEqual([]);

    phones().setPerson('+48601000003', { kind: 'answers', afterMs: [500, 500] });
    await dial(boris, '601000003');
    await world.wait(2);
    await speaks(await dial(celina, of(boris).extension));
    expect(await inbox(boris)).toHaveLength(2);
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);

    await rule(boris, { always: own });
    await speaks(await dial(dorota, of(boris).extension));
    const messages = await inbox(boris);
    expect(messages).toHaveLength(3);
    expect(new Set(messages.map(({ box }) => box.id)).size).toBe(1);
  });

  it('leads from a group that nobody answers into a voicemail box, which then cannot go', async () => {
    const give = { name: 'Biuro po godzinach', userIds: [of(dorota).id] };
    const { id: boxId } = (await world.as(of(chief)).post('/voicemail/boxes', give)).body as { id: string };
    const then = (id: string) => ({ then: { kind: 'voicemail', boxId: id } as const });
    expect(problemLine(await group({ name: 'Serwis', extension: '630', ...then(NOBODY) }))).toBe(
      '400 validation-failed then exists',
    );
    const served = { memberIds: [of(boris).id], ringSeconds: 10, ...then(boxId) };
    expect((await group({ name: 'Serwis', extension: '630', ...served })).status).toBe(201);
    const leg = await dial(anna, '630');
    expect(ringing()).toEqual([boris]);
    await world.wait(16);
    expect(await last()).toMatchObject({ state: 'voicemail' });
    await world.wait(6);
    await world.callerHangsUp(leg);
    await world.wait(2);
    const [message] = await inbox(dorota);
    expect(message).toMatchObject({ box: { id: boxId }, number: of(anna).extension });
    await world.as(of(dorota)).delete(`/voicemail/messages/${message?.id}`);
    expect(problemLine(await world.as(of(chief)).delete(`/voicemail/boxes/${boxId}`))).toBe('409 box-is-target');
  });

  it('is not led round in a circle', async () => {
    await rule(boris, { always: { kind: 'number', number: of(celina).extension } });
    await rule(celina, { always: { kind: 'number', number: of(boris).extension } });
    await dial(anna, of(boris).extension);
    await world.wait(2);
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'no-answer' });
    expect(await world.legs()).toEqual([]);
  });

  it('picks up what rings at colleagues of the group: any, at one extension, and by the button', async () => {
    await world.callFrom('+48601000007');
    expect(ringing()).toEqual([boris, celina]);
    await dial(anna, '*8');
    expect(await last()).toMatchObject({ state: 'ended', outcome: 'rejected' });
    await group({ name: 'Wszyscy', extension: '620', memberIds: people().map(({ id }) => id) });
    await dial(anna, '*8');
    await world.wait(1);
    expect(ringing()).toEqual([]);
    expect((await world.calls()).filter(({ state }) => state === 'talking')).toMatchObject([{ agent_id: of(anna).id }]);
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);

    await world.callFrom('+48601000006');
    await dial(dorota, `*8${of(celina).extension}`);
    await world.wait(1);
    expect((await world.calls()).filter(({ state }) => state === 'talking')).toMatchObject([
      { agent_id: of(dorota).id },
    ]);
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);

    await world.callFrom('+48601000005');
    const { items } = (await world.as(of(anna)).get('/ringing-calls')).body as { items: RingingCall[] };
    expect(items).toMatchObject([{ number: '+48601000005', at: [of(boris).extension, of(celina).extension] }]);
    expect((await world.as(of(anna)).post(`/ringing-calls/${items[0]?.id}/pick-up`)).status).toBe(204);
    await world.wait(1);
    expect(ringing()).toEqual([anna, boris, celina]);
    await lifts(anna);
    expect(await last()).toMatchObject({ state: 'talking', agent_id: of(anna).id });
    expect(problemLine(await world.as(of(anna)).post(`/ringing-calls/${items[0]?.id}/pick-up`))).toBe(
      '404 call-not-found',
    );
  });

  it('signs into its queues and out of them by a code, takes their calls and is free again by the clock', async () => {
    const queueId = await world.queue([of(boris)], { classifierRequired: true, wrapUpSeconds: 10 });
    await world.number(queueId, '+48221000101');
    await world.callFrom('+48601000004', {}, '+48221000101');
    expect(ringing()).toEqual([]);
    await dial(boris, '*45');
    expect(await told()).toBe('Zalogowano do kolejek.');
    await world.wait(5);
    expect(ringing()).toEqual([boris]);
    await lifts(boris);
    expect(await world.status(of(boris))).toBe('busy');
    for (const { legId } of await world.legs()) await world.callerHangsUp(legId);
    await world.wait(2);
    expect(await world.status(of(boris))).toBe('wrap-up');
    await world.wait(10);
    expect(await world.status(of(boris))).toBe('ready');
    await dial(boris, '*46');
    await world.wait(4);
    expect(await world.status(of(boris))).toBe('not-ready:break');
    await dial(boris, '*78');
    expect(await rulesOf(of(boris))).toMatchObject({ doNotDisturb: true });
    await world.wait(4);
    await dial(boris, '*72601000002');
    expect(await rulesOf(of(boris))).toMatchObject({ always: { kind: 'number', number: '601000002' } });
  });

  it('hears what came of a code in his own language', async () => {
    await world.sql(`update app_user set language = 'en' where id = $1`, [of(celina).id]);
    await dial(celina, '*78');
    expect(await told()).toBe('Do not disturb is on.');
    await world.wait(4);
    await dial(dorota, '*78');
    expect(await told()).toBe('Nie przeszkadzać: włączone.');
  });
});
