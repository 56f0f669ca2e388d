import type { WhatIfChanges, WhatIfRunDetail } from '#contracts';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { pause } from '../../../testing/processes';

describe('what-if: a morning is run again, as it was and with other people and rules', () => {
  let world: CallWorld;
  let staff: Agent[];
  let boss: Agent;
  let [sales, service] = ['', ''];
  let from = 0;
  const NUMBERS = { sales: '+48221000401', service: '+48221000402' };

  beforeAll(async () => {
    world = await CallWorld.start({ seed: 5 });
    staff = [await world.hire(), await world.hire(), await world.hire()];
    boss = await world.hire('supervisor');
    const { world: people } = world.line.simulated;
    for (const { extension } of staff) people.setPhone(extension, { kind: 'answers', afterMs: [1000, 3000] });
    sales = await world.queue(staff.slice(0, 2), { name: 'Sprzedaż', wrapUpSeconds: 5, strategy: 'round-robin' });
    service = await world.queue(staff.slice(1), { name: 'Serwis', wrapUpSeconds: 5, priority: 120 });
    await world.number(sales, NUMBERS.sales);
    await world.number(service, NUMBERS.service);
    await world.ready(...staff);
    await world.wait(60);
    from = world.clock.now();
    for (let each = 0; each < 45; each += 1) {
      await world.callFrom(
        `+4850711${String(each).padStart(4, '0')}`,
        { patienceMs: 60_000, talkMs: 30_000 + (each % 5) * 8000 },
        each % 3 === 0 ? NUMBERS.service : NUMBERS.sales,
      );
      await world.wait(6 + ((each * 7) % 9));
    }
    await world.wait(300);
  });
  afterAll(() => world.close());

  /** The run when it has ended. */
  async function run(changes: Partial<WhatIfChanges> = {}): Promise<WhatIfRunDetail> {
    const [begin, end] = [from, world.clock.now()].map((at) => new Date(at).toISOString());
    const started = await world
      .as(boss)
      .post('/what-if/runs', { name: 'Poranek', from: begin, to: end, queueIds: [sales, service], changes });
    expect(started.status).toBe(201);
    const { id } = started.body as WhatIfRunDetail;
    for (let turn = 0; turn < 1500; turn += 1) {
      const { body } = await world.as(boss).get(`/what-if/runs/${id}`);
      const { state } = body as WhatIfRunDetail;
      if (state !== 'waiting' && state !== 'running') return body as WhatIfRunDetail;
      await pause(20);
    }
    throw new Error('The run does not end');
  }

  it('decides everything as it was, byte for byte, and counts what was recorded', async () => {
    const { state, progress, result } = await run();
    expect({ state, progress }).toEqual({ state: 'done', progress: 1 });
    expect(result?.replay).toMatchObject({ different: 0, first: null });
    expect(result?.replay.compared).toBeGreaterThan(45);
    const counted = await world.sql<{ queue: string; answered: number; abandoned: number }>(
      `select data ->> 'queueId' as queue, count(*) filter (where type = 'WorkAssigned')::int as answered,
         count(*) filter (where type = 'WorkWithdrawn')::int as abandoned
       from journal where type in ('WorkAssigned', 'WorkWithdrawn') group by 1`,
    );
    for (const { queueId, recorded } of result?.queues ?? []) {
      const { answered, abandoned } = counted.find(({ queue }) => queue === queueId) ?? {};
      expect(recorded).toMatchObject({ answered, abandoned, left: 0 });
    }
    expect(result?.queues.every(({ before, after }) => JSON.stringify(before) === JSON.stringify(after))).toBe(true);
  });

  it('is near to life without changes: the model answers nearly as many and as fast', async () => {
    const { result } = await run();
    for (const { recorded, before } of result?.queues ?? []) {
      expect(before.offered).toBe(recorded.offered);
      expect(Math.abs(before.answered - recorded.answered)).toBeLessThanOrEqual(4);
      expect(Math.abs((before.occupancy ?? 0) - (recorded.occupancy ?? 0))).toBeLessThan(0.15);
    }
    // Over all calls: one queue alone had fifteen, of which a single long wait moves the mean.
    const answerSeconds = (of: 'recorded' | 'before') => {
      const all = (result?.queues ?? []).map((queue) => queue[of]);
      const waited = all.reduce((sum, each) => sum + (each.averageAnswerSeconds ?? 0) * each.answered, 0);
      return waited / all.reduce((sum, each) => sum + each.answered, 0);
    };
    expect(Math.abs(answerSeconds('before') - answerSeconds('recorded'))).toBeLessThan(10);
  });

  it('shows what more people, fewer people and a way out would have changed', async () => {
    const [one, two] = staff as [Agent, Agent];
    const more = await run({ addAgents: [{ likeAgentId: two.id, count: 3 }] });
    const fewer = await run({ removeAgentIds: [one.id] });
    const out = { when: 'waiting-time' as const, threshold: 10, to: { kind: 'hang-up' as const, message: '' } };
    const queues = [{ queueId: sales, overflow: [out], addAgentIds: [], removeAgentIds: [] }];
    const leaving = await run({ queues });
    const of = ({ result }: WhatIfRunDetail) => result?.queues.find(({ queueId }) => queueId === sales);
    const seconds = (figures: { averageAnswerSeconds: number | null } | undefined) =>
      figures?.averageAnswerSeconds ?? NaN;
    expect(seconds(of(more)?.after)).toBeLessThan(seconds(of(more)?.before));
    expect(of(more)?.after.occupancy).toBeLessThan(of(more)?.before.occupancy ?? 0);
    expect(seconds(of(fewer)?.after)).toBeGreaterThan(seconds(of(fewer)?.before));
    expect(of(leaving)?.before.left).toBe(0);
    expect(of(leaving)?.after.left).toBeGreaterThan(0);
  });

  it('keeps runs to be listed, exported and removed, each step in the journal', async () => {
    const { id } = await run();
    const csv = await world.as(boss).csv(`/what-if/runs/${id}/figures`);
    expect(csv.text.split('\r\n')[0]).toContain('Service level: model with changes');
    expect(csv.text).toContain('Sprzedaż');
    const { body } = await world.as(boss).get('/what-if/runs');
    expect((body as { items: { id: string }[] }).items[0]?.id).toBe(id);
    expect((await world.as(boss).delete(`/what-if/runs/${id}`)).status).toBe(204);
    expect((await world.as(boss).get(`/what-if/runs/${id}`)).status).toBe(404);
    const events = await world.sql<{ type: string }>('select type from journal where stream = $1 order by version', [
      `what-if-${id}`,
    ]);
    expect(events.map(({ type }) => type)).toEqual(['WhatIfRequested', 'WhatIfFinished', 'WhatIfRemoved']);
  });
});
