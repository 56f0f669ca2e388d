import type { CallVerdict, CampaignNumbers } from '#contracts';
import type { Agent } from '../../../testing/call-world';
import { CampaignWorld, mobile } from '../../../testing/campaign-world';
import { problemLine } from '../../../testing/walk-pages';
import type { PacingState } from './domain/pacing/pacing-state';

describe('amd: machines that answer cost no agent, and people are not hung up on', () => {
  let campaigns: CampaignWorld;
  let agents: Agent[];

  beforeAll(async () => {
    campaigns = await CampaignWorld.start();
    await campaigns.buys({ featureId: 'predictive-dialer', quantity: 1 });
    agents = [await campaigns.world.hire(), await campaigns.world.hire()];
    await campaigns.world.ready(...agents);
  });
  afterAll(() => campaigns.world.close());

  const campaignWith = (machines: object) =>
    campaigns.campaign(agents, { kind: 'predictive', wrapUpSeconds: 1, machines: { enabled: true, ...machines } });
  const people = (from: number, says: ('person' | 'machine' | 'nobody')[]) =>
    says.map((who, index) => {
      const number = mobile(from + index);
      campaigns.person(number, { kind: 'answers', afterMs: [2000, 2000], says: who });
      return { number };
    });
  const story = (id: string) =>
    campaigns.world.sql<{ type: string; data: Record<string, unknown>; actor: string }>(
      `select j.type, j.data, j.meta->'actor'->>'id' as actor from journal j join dial_attempt a on j.stream in ('attempt-' || a.id, 'call-' || a.id)
       where a.campaign_id = $1 order by j.position`,
      [id],
    );
  const hangUp = async () => {
    for (const agent of agents)
      if ((await campaigns.world.desk(agent)).length > 0) await campaigns.world.press(agent, 'hang-up');
    await campaigns.world.wait(3);
  };
  const numbers = async (id: string) =>
    ((await campaigns.world.as(campaigns.boss).get(`/campaigns/${id}/numbers`)).body as CampaignNumbers).today;

  /** Somebody has listened to both calls afterwards. */
  const saysPerson = async (campaignId: string, [person, machine]: { id: string }[]) => {
    const { world } = campaigns;
    const say = (attempt: { id: string } | undefined, who = campaigns.boss) =>
      world.as(who).post(`/attempts/${attempt?.id}/person`);
    const before = await abandonedOf(campaignId);
    expect(problemLine(await say(person))).toBe('409 attempt-not-machine judged machine');
    expect(problemLine(await say(machine, await world.hire()))).toBe('404 attempt-not-found');
    expect((await say(machine)).status).toBe(204);
    expect(problemLine(await say(machine))).toBe('409 attempt-already-person misjudgedAt once');
    expect(await numbers(campaignId)).toMatchObject({ machines: { found: 1, checked: 0, people: 1 } });
    expect(await abandonedOf(campaignId)).toBe(before + 1);
    const said = (await story(campaignId)).find(({ type }) => type === 'AttemptMisjudged');
    expect(said?.actor).toBe(campaigns.boss.id);
  };
  /** As the pacer counts them against the cap. */
  const abandonedOf = async (id: string) => {
    const rows = await campaigns.world.sql<{ state: PacingState }>(
      'select state from campaign_pacing where campaign_id = $1',
      [id],
    );
    return rows.flatMap(({ state }) => state.window).reduce((sum, { abandoned }) => sum + abandoned, 0);
  };

  it('gives an agent who speaks at once, hangs up on a machine, and tries its record again by the rule', async () => {
    const { world } = campaigns;
    const id = await campaignWith({ checkPercent: 0 });
    const [, robot] = await campaigns.load(id, people(0, ['person', 'machine']));
    await campaigns.act(id, 'start');
    await world.wait(3.5);
    const talking = (await Promise.all(agents.map((agent) => world.desk(agent)))).flat();
    expect(talking.map(({ number }) => number)).toContain(mobile(0));
    await world.wait(3);
    const attempts = await campaigns.attempts(id);
    expect(attempts).toMatchObject([
      { number: mobile(0), state: 'connected', judged: 'person' },
      { number: mobile(1), outcome: 'machine', judged: 'machine' },
    ]);
    expect(await campaigns.dialling(robot?.recordId ?? '')).toMatchObject({
      state: 'waiting',
      outcomes: { machine: 1 },
    });
    const free = await Promise.all(agents.map((agent) => world.status(agent)));
    expect(free.sort()).toEqual(['busy', 'ready']);
    const events = await story(id);
    const waited = events.find(({ type }) => type === 'AttemptConnected')?.data.waitedMs;
    expect(waited).toBeLessThan(2000);
    expect(await numbers(id)).toMatchObject({ abandoned: 0, machines: { found: 1, checked: 0, people: 0 } });
    await hangUp();
    await campaigns.act(id, 'drain');
    await saysPerson(id, attempts);
  });

  it('closes a record after as many machines as its rule allows', async () => {
    const { world } = campaigns;
    const id = await campaignWith({ checkPercent: 0 });
    await campaigns.change(id, { attempts: { ...(await rules(id)), machine: { everyMinutes: 1, maximum: 1 } } });
    const [robot] = await campaigns.load(id, people(10, ['machine']));
    await campaigns.act(id, 'start');
    await world.wait(8);
    expect((await campaigns.attempts(id)).map(({ outcome }) => outcome)).toEqual(['machine']);
    expect(await campaigns.dialling(robot?.recordId ?? '')).toMatchObject({
      state: 'closed',
      closed_because: 'outcome-maximum',
    });
    await campaigns.act(id, 'drain');
  });

  it('leaves its message after the tone, with the name of whom it is for, while the agent is free', async () => {
    const { world } = campaigns;
    const message = 'Dzień dobry, wiadomość dla {{ contact.firstName }}.';
    const id = await campaignWith({ action: 'leave-message', message, checkPercent: 0 });
    await campaigns.load(id, people(20, ['machine']));
    await campaigns.act(id, 'start');
    await world.wait(6);
    const status = await Promise.all(agents.map((agent) => world.status(agent)));
    expect(status).not.toContain('busy');
    await world.wait(10);
    const events = await story(id);
    expect(events.find(({ type }) => type === 'CallOverflowed')?.data).toMatchObject({
      say: 'Dzień dobry, wiadomość dla Jan.',
    });
    expect(await campaigns.attempts(id)).toMatchObject([{ outcome: 'machine' }]);
    expect(await world.legs()).toEqual([]);
    await campaigns.act(id, 'drain');
  });

  it('leaves some machines to agents to be checked, and counts a person among them against the cap', async () => {
    const { world } = campaigns;
    const id = await campaignWith({ checkPercent: 100 });
    await campaigns.load(id, people(30, ['machine', 'machine']));
    await campaigns.act(id, 'start');
    await world.wait(7);
    const [anna] = agents as [Agent];
    const [call] = await world.desk(anna);
    const verdict = async () => (await world.as(anna).get(`/attempts/${call?.id}/verdict`)).body as CallVerdict;
    expect(await verdict()).toEqual({ judged: 'machine', misjudgedAt: null, pending: false });
    expect((await world.as(anna).post(`/attempts/${call?.id}/person`)).status).toBe(204);
    expect(Date.parse((await verdict()).misjudgedAt ?? '')).toBe(world.clock.now());
    await world.wait(13);
    await hangUp();
    expect(await numbers(id)).toMatchObject({ machines: { found: 2, checked: 2, people: 2 } });
    expect(await campaigns.attempts(id)).toMatchObject([{ outcome: 'connected' }, { outcome: 'connected' }]);
    const misjudged = (await story(id)).filter(({ type }) => type === 'AttemptMisjudged');
    expect(misjudged.map(({ actor }) => actor).sort()).toEqual([anna.id, 'campaigns'].sort());
    await campaigns.act(id, 'drain');
  });

  it('gives an agent within two seconds to somebody who says nothing', async () => {
    const { world } = campaigns;
    const id = await campaignWith({});
    await campaigns.load(id, people(40, ['nobody']));
    await campaigns.act(id, 'start');
    await world.wait(5);
    const events = await story(id);
    expect(events.find(({ type }) => type === 'AttemptConnected')?.data.waitedMs).toBeLessThan(2000);
    expect((await campaigns.attempts(id))[0]?.abandoned_at).toBeNull();
  });

  const rules = async (id: string) =>
    ((await campaigns.world.as(campaigns.boss).get(`/campaigns/${id}`)).body as { attempts: object }).attempts;
});
