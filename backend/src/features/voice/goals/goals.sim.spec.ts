import type { Classifier, DeskRecord, Goal, GoalDays, OwnGoals, Page, SaveGoalInput } from '#contracts';
import { saveCampaignSchema, type Campaign } from '#contracts';
import { aMeta } from '../../../testing/builders';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { problemLine } from '../../../testing/walk-pages';
import { Database } from '../../../platform/database';
import { Contacts, Records } from '../../customers/records';
import { localTime } from './local-time.fixture';

describe('campaign-goals and agent-goals: values of successes against targets', () => {
  let world: CallWorld;
  let [boss, chief, anna, boris]: Agent[] = [];
  let [campaignId, otherCampaign, sale, upsell, refusal]: string[] = [];

  const of = (agent: Agent | undefined): Agent => agent as Agent;
  const asBoss = () => world.as(of(boss));
  const classifier = async (name: string, more: object) =>
    ((await asBoss().post('/classifiers', { name, ...more })).body as Classifier).id;
  const campaign = async (name: string) => {
    const settings = { name, kind: 'preview', consentPurpose: null, agentIds: [of(anna).id, of(boris).id] } as const;
    const more = { classifierRequired: false, wrapUpSeconds: 60, quietHours: null };
    const { body } = await asBoss().post('/campaigns', saveCampaignSchema.parse({ ...settings, ...more }));
    await asBoss().post(`/campaigns/${(body as Campaign).id}/actions/start`);
    return (body as Campaign).id;
  };
  const goal = async (given: Partial<SaveGoalInput>) => {
    const answer = await asBoss().post('/goals', { name: 'Cel', period: 'day', target: 300, ...given });
    expect(problemLine(answer)).toBe('201');
    return answer.body as Goal;
  };
  const progress = async ({ id }: Goal) => ((await asBoss().get(`/goals/${id}`)).body as Goal).progress;

  beforeAll(async () => {
    world = await CallWorld.start();
    [boss, chief] = [await world.hire('administrator'), await world.hire('supervisor')];
    [anna, boris] = [await world.hire(), await world.hire()];
    await world.supervises(of(chief), await world.group(of(anna)));
    await world.ready(of(anna), of(boris));
    sale = await classifier('Sprzedaż', { success: true, successValue: 100 });
    upsell = await classifier('Dosprzedaż', { success: true, successValue: 50.5 });
    refusal = await classifier('Odmowa', {});
    [campaignId, otherCampaign] = [await campaign('Odnowienia'), await campaign('Ankiety')];
  });
  afterAll(() => world?.close());

  /** The agent calls somebody of the campaign and classifies the call; its id. */
  let people = 0;
  async function sold(agent: Agent, campaignOf: string, ...classifierIds: string[]): Promise<void> {
    const number = `+48601${String(200_000 + (people += 1))}`;
    world.line.simulated.world.setPerson(number, { kind: 'answers', afterMs: [500, 500] });
    const card = { firstName: 'Jan', lastName: `Osoba${people}`, company: '', phones: [number], emails: [], note: '' };
    const made = await world.app.get(Contacts).create({ ...card, fields: {} }, aMeta({ at: world.clock.now() }));
    if (!made.ok) throw new Error(made.refusal.code);
    await world.app.get(Database).transaction(async (tx) => {
      const source = { id: made.value.id, campaignId: campaignOf, kind: 'api', name: 'CRM' } as const;
      const records = world.app.get(Records);
      await records.addSource(tx, source, aMeta({ at: world.clock.now() }));
      await records.add(
        tx,
        { campaignId: campaignOf, sourceId: source.id },
        { contactId: made.value.id },
        aMeta({ at: world.clock.now() }),
      );
    });
    await world.settle();
    const path = `/own-campaigns/${campaignOf}`;
    const [record] = (await world.as(agent).post(`${path}/batch`)).body as DeskRecord[];
    await world.as(agent).post(`${path}/records/${record?.recordId ?? ''}/call`);
    await world.wait(3);
    const [call] = await world.desk(agent);
    await world.press(agent, 'hang-up');
    for (const classifierId of classifierIds) {
      const answer = await world.as(agent).post(`/calls/${call?.id ?? ''}/classify`, { classifierId });
      expect(answer.status).toBeLessThan(300);
    }
    await world.as(agent).post(`/calls/${call?.id ?? ''}/finish-wrap-up`);
  }
  it('campaign-goals: sums the values of its successes by day, week, month, whole and own period', async () => {
    const today = localTime(world.clock.now()).day;
    const [day, week, month, whole, own] = await Promise.all([
      ...(['day', 'week', 'month', 'whole'] as const).map((period) =>
        goal({ kind: 'campaign', campaignIds: [campaignId ?? ''], period }),
      ),
      goal({ kind: 'campaign', campaignIds: [campaignId ?? ''], period: 'own', from: today, to: today }),
    ]);
    await sold(of(anna), campaignId ?? '', sale ?? '');
    await sold(of(boris), campaignId ?? '', upsell ?? '');
    await sold(of(anna), otherCampaign ?? '', sale ?? '');
    await sold(of(anna), campaignId ?? '', refusal ?? '');
    for (const each of [day, week, month, whole, own])
      expect(await progress(each as Goal)).toMatchObject([{ agent: null, reached: 150.5, successes: 2, target: 300 }]);
    expect(await progress(whole as Goal)).toMatchObject([{ pace: 'no-pace', elapsed: null }]);
    const days = (await asBoss().get(`/goals/${own?.id}/days`)).body as GoalDays;
    expect(days).toEqual([{ day: today, value: 150.5, successes: 2 }]);
  });

  it('agent-goals: each agent against his shifts, in the campaigns named, live on his desk', async () => {
    const { day, minute } = localTime(world.clock.now());
    const hours = { kind: 'shift', startMinute: minute - 120, endMinute: minute + 360, note: '' };
    const planned = await asBoss().put(`/schedule/${of(anna).id}/${day}`, { ...hours, unpaidBreakMinutes: 0 });
    expect(planned.status).toBeLessThan(300);
    const agentIds = [of(anna).id, of(boris).id];
    const given = await goal({
      name: 'Sprzedaż dnia',
      kind: 'agent',
      agentIds,
      campaignIds: [campaignId ?? ''],
      target: 600,
    });
    const ofAnna = async () => (await progress(given)).find(({ agent }) => agent?.id === of(anna).id);
    const before = await ofAnna();
    expect(before?.elapsed).toBeCloseTo(0.25, 2);
    expect(before).toMatchObject({ reached: 100, pace: 'behind' });
    await sold(of(anna), campaignId ?? '', sale ?? '');
    expect(await ofAnna()).toMatchObject({ reached: 200, successes: 2, pace: 'on-track' });
    await sold(of(anna), otherCampaign ?? '', sale ?? '');
    expect(await ofAnna()).toMatchObject({ reached: 200 });
    // What is classified anew counts as it is now.
    await sold(of(anna), campaignId ?? '', sale ?? '', refusal ?? '');
    expect(await ofAnna()).toMatchObject({ reached: 200 });
    await sold(of(anna), campaignId ?? '', refusal ?? '', upsell ?? '');
    expect(await ofAnna()).toMatchObject({ reached: 250.5, successes: 3 });
    const mine = (await world.as(of(anna)).get('/goals/mine')).body as OwnGoals;
    expect(mine).toMatchObject([{ name: 'Sprzedaż dnia', reached: 250.5, pace: 'on-track' }]);
    const lines = (await asBoss().get('/goals?kind=agent')).body as Page<Goal>;
    expect(lines.items.map(({ progress: rows }) => rows.length)).toEqual([2]);
  });

  it('shows supervisors the goals of their people only, and says what is wrong', async () => {
    const mine = await goal({ name: 'Anny', kind: 'agent', agentIds: [of(anna).id] });
    const others = await goal({ name: 'Borisa', kind: 'agent', agentIds: [of(boris).id] });
    const seen = ((await world.as(of(chief)).get('/goals')).body as Page<Goal>).items.map(({ name }) => name);
    expect(seen).toContain('Anny');
    expect(seen).not.toContain('Borisa');
    expect(problemLine(await world.as(of(chief)).get(`/goals/${others.id}`))).toBe('404 goal-not-found');
    const wish = { name: 'X', kind: 'agent', period: 'day', target: 1 };
    const post = (more: object) => world.as(of(chief)).post('/goals', { ...wish, ...more });
    expect(problemLine(await post({ agentIds: [of(boris).id] }))).toBe('403 not-supervised');
    expect(problemLine(await post({}))).toBe('400 validation-failed agentIds required');
    expect(problemLine(await post({ kind: 'campaign', campaignIds: [of(anna).id] }))).toBe(
      '400 validation-failed campaignIds exists',
    );
    expect(
      problemLine(await post({ agentIds: [of(anna).id], period: 'own', from: '2026-01-02', to: '2026-01-01' })),
    ).toBe('400 validation-failed to after');
    const csv = await world.as(of(chief)).csv('/goals');
    expect(csv.text.split('\r\n')[0]).toContain('Expected by now');
    const change = { ...wish, name: 'Anny 2', agentIds: [of(anna).id], version: mine.version };
    expect((await world.as(of(chief)).put(`/goals/${mine.id}`, change)).body).toMatchObject({
      name: 'Anny 2',
      version: 2,
    });
    expect(problemLine(await world.as(of(chief)).put(`/goals/${mine.id}`, change))).toBe('409 changed-meanwhile');
    expect((await world.as(of(chief)).delete(`/goals/${mine.id}`)).status).toBe(204);
  });
});
