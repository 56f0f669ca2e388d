import type { CallListItem } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const ACTIONS = ['hang-up', 'hold', 'resume', 'mute', 'unmute', 'pause-recording', 'resume-recording'];

describe('calls over HTTP', () => {
  let world: CallWorld;
  let anna: Agent;
  let boris: Agent;
  let chief: Agent;
  let queueId: string;

  beforeAll(async () => {
    world = await CallWorld.start();
    [anna, boris, chief] = [await world.hire(), await world.hire(), await world.hire('supervisor')];
    queueId = await world.queue([anna], { wrapUpSeconds: 0, name: 'Infolinia' });
    await world.number(queueId);
    await world.ready(anna, boris);
  });
  afterAll(() => world?.close());

  const act = (agent: Agent, id: string, action: string, body: object = {}) =>
    world.as(agent).post(`/calls/${id}/${action}`, body);
  const talking = async (number: string): Promise<{ leg: string; id: string }> => {
    const leg = await world.callFrom(number);
    const call = await world.press(anna, 'answer');
    return { leg, id: call?.id ?? '' };
  };

  it.each([
    ['/calls?limit=0', 'limit min'],
    ['/calls?sort=length', 'sort oneOf'],
    ['/calls?direction=up', 'direction.0 oneOf'],
    ['/calls?outcome=answered&outcome=bored', 'outcome.1 oneOf'],
    ['/calls?from=yesterday', 'from datetime'],
    ['/calls?queueId=1', 'queueId uuid'],
    ['/calls/last', 'id uuid'],
  ])('refuses to read %s: %s', async (path, broken) => {
    expect(problemLine(await world.as(chief).get(path))).toBe(`400 validation-failed ${broken}`);
  });

  it.each([
    ['dtmf', {}, 'digits required'],
    ['dtmf', { digits: '12x' }, 'digits dtmf-digits'],
    ['classify', { classifierId: 'sale' }, 'classifierId uuid'],
    ['transfer', {}, 'target required'],
    ['consult', { target: { kind: 'agent', agentId: 'boris' } }, 'target.agentId uuid'],
    ['dance', {}, 'action oneOf'],
  ])('refuses to %s with %j: %s', async (action, body, broken) => {
    expect(problemLine(await act(anna, NOBODY, action, body))).toBe(`400 validation-failed ${broken}`);
  });

  it('refuses to dial what is no number, and says who is no contact', async () => {
    const dial = (body: object) => world.as(anna).post('/calls', body);
    expect(problemLine(await dial({}))).toBe('400 validation-failed number required');
    expect(problemLine(await dial({ number: 'mama' }))).toBe('400 validation-failed number phone-number');
    expect(problemLine(await dial({ number: '601000001', contactId: NOBODY }))).toBe('404 contact-not-found');
    expect(problemLine(await dial({ number: anna.extension }))).toBe('409 target-is-yourself');
    expect(await world.status(anna)).toBe('ready');
  });

  it('knows no call of another id', async () => {
    expect(problemLine(await world.as(chief).get(`/calls/${NOBODY}`))).toBe('404 call-not-found');
    for (const action of ACTIONS) expect(problemLine(await act(anna, NOBODY, action))).toBe('409 call-over');
  });

  it('lets nobody command another’s call, and says what is not possible now', async () => {
    const { leg, id } = await talking('+48502100001');
    for (const action of [...ACTIONS, 'conference', 'complete-transfer', 'return-to-caller'])
      expect([action, problemLine(await act(boris, id, action))]).toEqual([action, '403 not-your-call']);
    expect(problemLine(await act(boris, id, 'dtmf', { digits: '1' }))).toBe('403 not-your-call');
    expect(problemLine(await act(boris, id, 'transfer', { target: { kind: 'queue', queueId } }))).toBe(
      '403 not-your-call',
    );
    expect(problemLine(await act(chief, id, 'hang-up'))).toBe('403 not-your-call');
    for (const action of ['conference', 'complete-transfer', 'return-to-caller', 'answer', 'decline'])
      expect([action, problemLine(await act(anna, id, action))]).toEqual([action, '409 action-not-possible']);
    expect(problemLine(await act(anna, id, 'finish-wrap-up'))).toBe('409 action-not-possible');
    for (const action of ['resume', 'unmute'])
      expect([action, (await act(anna, id, action)).body.state]).toEqual([action, 'talking']);
    expect(await world.desk(anna)).toMatchObject([{ id, state: 'talking' }]);
    await world.callerHangsUp(leg);
    for (const action of ACTIONS) expect(problemLine(await act(anna, id, action))).toBe('409 call-over');
  });

  it('hands a call over only to whom it can be handed', async () => {
    const { leg, id } = await talking('+48502100002');
    const away = await world.hire();
    const to = async (action: string, target: object) => problemLine(await act(anna, id, action, { target }));
    expect(await to('transfer', { kind: 'queue', queueId: NOBODY })).toBe('404 target-not-found');
    expect(await to('transfer', { kind: 'agent', agentId: NOBODY })).toBe('404 target-not-found');
    expect(await to('consult', { kind: 'agent', agentId: anna.id })).toBe('409 target-is-yourself');
    expect(await to('consult', { kind: 'agent', agentId: away.id })).toBe('409 agent-offline');
    expect(await to('transfer', { kind: 'number', number: 'do domu' })).toBe(
      '400 validation-failed number phone-number',
    );
    expect(await world.desk(anna)).toMatchObject([{ id, state: 'talking' }]);
    await world.callerHangsUp(leg);
  });

  it('asks for a classifier that exists before the after-call work can be finished', async () => {
    const owing = await world.queue([boris], { name: 'Z klasyfikacją', classifierRequired: true });
    await world.number(owing, '+48221000200');
    const leg = await world.callFrom('+48502100003', {}, '+48221000200');
    const id = (await world.press(boris, 'answer'))?.id ?? '';
    await world.callerHangsUp(leg);
    expect(problemLine(await act(boris, id, 'finish-wrap-up'))).toBe('409 classifier-required');
    expect(problemLine(await act(boris, id, 'classify', { classifierId: NOBODY }))).toBe('404 classifier-not-found');
    const { body } = await world.as(chief).post('/classifiers', { name: 'Sprzedaż' });
    expect((await act(boris, id, 'classify', { classifierId: body.id, note: 'Oddzwoni' })).status).toBe(200);
    expect(problemLine(await act(anna, id, 'finish-wrap-up'))).toBe('403 not-your-call');
    await act(boris, id, 'finish-wrap-up');
    expect(await world.status(boris)).toBe('ready');
  });

  it('shows agents their own calls and supervisors all, over stable pages and as a file', async () => {
    const list = (agent: Agent, query = '') =>
      walkPages<CallListItem>((path) => world.as(agent).get(path), `/calls?limit=1${query}`);
    const all = await list(chief);
    expect(all.map(({ startedAt }) => startedAt)).toEqual(
      all
        .map(({ startedAt }) => startedAt)
        .sort()
        .reverse(),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    const [annas, boriss] = [await list(anna), await list(boris)];
    expect([annas.length, boriss.length]).toEqual([2, 1]);
    expect(annas.every(({ agent }) => agent?.id === anna.id)).toBe(true);
    expect(await list(anna, `&agentId=${boris.id}`)).toEqual([]);
    expect(await list(chief, '&mine=true')).toEqual([]);
    expect(await list(chief, `&queueId=${queueId}&outcome=answered`)).toHaveLength(2);
    expect(problemLine(await world.as(anna).get(`/calls/${boriss[0]?.id}`))).toBe('404 call-not-found');
    expect((await world.as(boris).get(`/calls/${boriss[0]?.id}`)).body).toMatchObject({
      call: { id: boriss[0]?.id, classifierName: 'Sprzedaż', note: 'Oddzwoni' },
      decisions: [],
    });
    expect((await world.as(chief).get(`/calls/${boriss[0]?.id}`)).body.decisions).toHaveLength(1);
    const csv = await world.as(boris).csv('/calls');
    expect(csv.text.trim().split(/\r?\n/)).toHaveLength(2);
    expect(csv.text).toContain('Sprzedaż,Oddzwoni');
  });

  it('gives a contact that is made later the earlier calls of his number', async () => {
    const [earlier] = (await world.as(anna).get('/calls?limit=1')).body.items as CallListItem[];
    const given = { firstName: 'Jan', lastName: 'Lis', phones: [earlier?.number] };
    const { body: contact } = await world.as(anna).post('/contacts', given);
    const { body } = await world.as(anna).get(`/contacts/${contact.id}/calls`);
    expect((body.items as CallListItem[]).map(({ id }) => id)).toContain(earlier?.id);
    const { body: other } = await world.as(anna).post('/contacts', { ...given, phones: ['+48601999888'] });
    expect((await world.as(anna).get(`/contacts/${other.id}/calls`)).body.items).toEqual([]);
  });
});
