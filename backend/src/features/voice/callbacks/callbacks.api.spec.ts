import { callbackRuleSchema, type Callback, type CallbackRule, type Queue } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine, walkPages } from '../../../testing/walk-pages';

const NOBODY = '00000000-0000-4000-8000-0000000000ff';
const rule = (more: object = {}): object => ({ ...callbackRuleSchema.parse({ from: '00:00', to: '24:00' }), ...more });

describe('callbacks over HTTP', () => {
  let world: CallWorld;
  let admin: Agent;
  let chief: Agent;
  let stranger: Agent;
  let anna: Agent;
  let queueId: string;
  const NUMBER = '+48221000411';

  beforeAll(async () => {
    world = await CallWorld.start();
    admin = await world.hire('administrator');
    [chief, stranger] = [await world.hire('supervisor'), await world.hire('supervisor')];
    anna = await world.hire();
    const group = await world.group(anna);
    const callback = rule({ automatic: ['abandoned'], minimumWaitSeconds: 0, intervalMinutes: 60 }) as CallbackRule;
    queueId = await world.queue([], { groupIds: [group], callback });
    await world.supervises(chief, group);
    await world.supervises(stranger);
    await world.number(queueId, NUMBER);
    for (const digit of [1, 2, 3]) {
      const leg = await world.callFrom(`+4850130000${digit}`, {}, NUMBER);
      await world.wait(5);
      await world.callerHangsUp(leg);
    }
  });
  afterAll(() => world?.close());

  const list = async (who: Agent, query = ''): Promise<Callback[]> =>
    (await world.as(who).get(`/callbacks${query}`)).body.items as Callback[];
  const version = async (): Promise<number> =>
    ((await world.as(admin).get(`/queues/${queueId}`)).body as unknown as Queue).version;

  it.each([
    [{ digit: '55' }, 'callback.digit dtmf-digits'],
    [{ automatic: ['bored'] }, 'callback.automatic.0 oneOf'],
    [{ attempts: 0 }, 'callback.attempts min'],
    [{ attempts: 11 }, 'callback.attempts max'],
    [{ intervalMinutes: 0 }, 'callback.intervalMinutes min'],
    [{ minimumWaitSeconds: -1 }, 'callback.minimumWaitSeconds min'],
    [{ to: '25:00' }, 'callback.to time-of-day'],
    [{ from: '20:00', to: '08:00' }, 'callback.to from-before-to'],
  ])('refuses the rule %j', async (more, line) => {
    const given = { version: await version(), callback: rule(more) };
    expect(problemLine(await world.as(chief).patch(`/queues/${queueId}`, given))).toBe(`400 validation-failed ${line}`);
  });

  it('changes a rule by the version of its queue, and only for who supervises it', async () => {
    const seen = await version();
    const give = (who: Agent) =>
      world.as(who).patch(`/queues/${queueId}`, { version: seen, callback: rule({ automatic: ['abandoned'] }) });
    expect(problemLine(await give(stranger))).toBe('404 queue-not-found');
    expect((await give(chief)).status).toBe(200);
    expect(problemLine(await give(chief))).toBe('409 changed-meanwhile');
  });

  it('lists callbacks of the queues in view, filtered and page by page', async () => {
    const walked = await walkPages<Callback>(
      (path) => world.as(chief).get(path),
      '/callbacks?limit=2&sort=requestedAt',
    );
    expect(walked.map(({ number }) => number)).toEqual(['+48501300001', '+48501300002', '+48501300003']);
    expect(await list(stranger)).toEqual([]);
    expect(await list(chief, '?state=closed')).toEqual([]);
    expect((await list(chief, '?search=300002')).map(({ number }) => number)).toEqual(['+48501300002']);
    expect((await list(admin, `?queueId=${queueId}&origin=automatic`)).length).toBe(3);
    expect(problemLine(await world.as(chief).get('/callbacks?state=lost'))).toMatch(/^400 validation-failed state/);
    expect((await world.as(chief).csv('/callbacks')).text.trim().split('\n')).toHaveLength(4);
    expect((await world.as(stranger).csv('/callbacks')).text).not.toContain('+48501300001');
    expect(problemLine(await world.as(anna).get('/callbacks'))).toBe('403 permission-missing');
  });

  it('calls nobody at once outside the times of the rule', async () => {
    const [, second] = await list(chief);
    const give = async (more: object) =>
      world.as(chief).patch(`/queues/${queueId}`, { version: await version(), callback: rule(more) });
    // It is noon in the test world.
    await give({ from: '13:00' });
    expect(problemLine(await world.as(chief).post(`/callbacks/${second?.id}/now`))).toBe('409 callback-outside-times');
    expect((await list(chief)).find(({ id }) => id === second?.id)).toEqual(second);
    await give({});
    expect((await world.as(chief).post(`/callbacks/${second?.id}/now`)).status).toBe(200);
  });

  it('lets only who supervises the queue call at once or cancel, and a closed one stays closed', async () => {
    const [first] = await list(chief);
    const path = `/callbacks/${first?.id}`;
    for (const what of ['now', 'cancel'])
      expect(problemLine(await world.as(stranger).post(`${path}/${what}`))).toBe('404 callback-not-found');
    expect((await world.as(chief).post(`${path}/cancel`)).body).toMatchObject({ state: 'closed', ending: 'cancelled' });
    for (const what of ['now', 'cancel'])
      expect(problemLine(await world.as(chief).post(`${path}/${what}`))).toBe('409 callback-closed');
    expect(problemLine(await world.as(chief).post(`/callbacks/${NOBODY}/now`))).toBe('404 callback-not-found');
    expect(problemLine(await world.as(chief).get(`/callbacks/${NOBODY}`))).toBe('404 callback-not-found');
  });
});
