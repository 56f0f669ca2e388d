import { randomUUID } from 'node:crypto';
import {
  callbackRuleSchema,
  saveCampaignSchema,
  wallFigure,
  WALL_METRICS,
  type CallAction,
  type CreatedWallboardLink,
  type WallMetric,
} from '#contracts';
import { nextInteger, seedRandomness } from '../../../kernel/randomness';
import { pause } from '../../../testing/processes';
import { Television } from '../../../testing/television';
import { CallWorld, type Agent } from '../../../testing/call-world';
import { VirtualClock } from '../../../testing/virtual-clock';

const SEED = 5;
const STEPS = 60;

/** Numbers of walls counted once more: from the journal alone, except who serves a queue and which records there are. */
const STAYS = `with visit as (
    select data->>'workId' as work, data->>'queueId' as queue, (meta->>'at')::bigint as at, (data->>'queuedAt')::bigint as queued
    from journal where type = 'WorkQueued' or (type = 'WorkOverflowed' and data->'rule'->'to'->>'kind' = 'queue')),
  departure as (
    select data->>'workId' as work, coalesce(data->>'from', data->>'queueId') as queue, (meta->>'at')::bigint as at, type, data->>'because' as because
    from journal where type in ('WorkOverflowed', 'WorkAssigned', 'WorkWithdrawn')),
  stay as (select v.*, d.type, d.because, d.at - v.at as waited from visit v left join departure d using (work, queue) where v.queue = any($1::text[]))`;
const QUEUES = `${STAYS}
  select count(*) filter (where type is null)::int as waiting,
    coalesce(($2::bigint - min(queued) filter (where type is null))::float8 / 1000, 0) as "longestWait",
    count(*) filter (where at >= $3)::int as offered,
    count(*) filter (where at >= $3 and type = 'WorkAssigned')::int as answered,
    count(*) filter (where at >= $3 and type = 'WorkWithdrawn' and because not like 'callback%')::int as abandoned,
    count(*) filter (where at >= $3 and type = 'WorkAssigned' and waited <= q.service_level_seconds * 1000)::int as "inTime",
    coalesce(sum(waited) filter (where at >= $3 and type = 'WorkAssigned'), 0)::float8 as "waitedMs"
  from stay join queue q on q.id::text = queue`;
const AGENTS = `with member as (select agent_id::text as id from queue_agent where queue_id::text = any($1::text[])
    union select m.user_id::text from queue_group g join user_group_member m using (group_id) where g.queue_id::text = any($1::text[])),
  latest as (select distinct on (stream) substr(stream, 7) as id, data->>'to' as status from journal
    where type = 'AgentStatusChanged' order by stream, version desc)
  select count(*) filter (where status = 'ready')::int as "agentsReady",
    count(*) filter (where status in ('reserved', 'busy', 'wrap-up'))::int as "agentsBusy",
    count(*) filter (where status <> 'offline')::int as "agentsSignedIn" from member join latest using (id)`;
const of = (type: string) =>
  `(select data->>'attemptId' as id, data->>'campaignId' as campaign, data->>'recordId' as record, data->>'callId' as call,
    (meta->>'at')::bigint as at from journal where type = '${type}')`;
const CAMPAIGNS = `with begun as ${of('AttemptStarted')}, answer as ${of('AttemptAnswered')}, given_up as ${of('AttemptAbandoned')}, over as ${of('AttemptEnded')}
  select count(*)::int as attempts, count(a.id)::int as answered, count(g.id)::int as "givenUp",
    (select count(*)::int from record r where r.campaign_id::text = any($1::text[])
      and r.id::text not in (select data->>'recordId' from journal where type = 'RecordClosed')
      and r.id::text not in (select s.record from begun s where s.id not in (select id from over))) as "recordsLeft"
  from begun b left join answer a using (id) left join given_up g using (id) where b.campaign = any($1::text[]) and b.call is not null and b.at >= $2`;
const MIDNIGHT = `select (extract(epoch from date_trunc('day', to_timestamp($1 / 1000.0) at time zone 'Europe/Warsaw') at time zone 'Europe/Warsaw') * 1000)::bigint as at`;

type Counted = Record<string, number>;

const HABITS = [
  { kind: 'answers', afterMs: [2000, 4000] },
  { kind: 'refuses', status: 486, afterMs: [500, 500] },
  { kind: 'rings' },
] as const;
const mobile = (index: number): string => `+48601${String(100_000 + index)}`;

/** A world in which the day is over soon. */
class LateEvening extends CallWorld {
  override readonly clock = new VirtualClock(Date.parse('2026-11-23T23:45:00+01:00'));
}

describe('wallboard: what a screen on the wall was told equals a recount of the journal, on a day of everything', () => {
  let world: CallWorld;
  let boss: Agent;
  let agents: Agent[];
  let [sales, service, campaign] = ['', '', ''];
  let screen: Television;
  let state = seedRandomness(SEED);
  const draw = (below: number): number => {
    const [value, next] = nextInteger(state, below);
    state = next;
    return value;
  };
  const oneOf = <T>(all: readonly T[]): T => all[draw(Math.max(1, all.length))] as T;
  const done = new Map<string, number>();
  const callers = new Set<string>();

  beforeAll(async () => {
    world = await LateEvening.start({ seed: SEED });
    boss = await world.hire('administrator');
    agents = await Promise.all(Array.from({ length: 5 }, () => world.hire()));
    const [anna, boris, celina, dora, emil] = agents as [Agent, Agent, Agent, Agent, Agent];
    const ring = { offerTimeoutSeconds: 15, wrapUpSeconds: 20, serviceLevelSeconds: 15 };
    service = await world.queue([boris, celina], { ...ring, name: 'Serwis' });
    const callback = callbackRuleSchema.parse({
      from: '00:00',
      to: '24:00',
      automatic: ['abandoned'],
      intervalMinutes: 5,
    });
    const overflow = [{ when: 'waiting-time', threshold: 45, to: { kind: 'queue', queueId: service } }] as const;
    const groupIds = [await world.group(anna)];
    sales = await world.queue([boris, dora], {
      ...ring,
      name: 'Sprzedaż',
      groupIds,
      callback,
      overflow: [...overflow],
    });
    await world.number(sales);
    campaign = await runCampaign([emil, dora]);
    screen = await television();
  });
  afterAll(async () => {
    screen?.off();
    await world?.close();
  });

  /** Of those called a third answers, a third is busy, a third is not there. */
  async function runCampaign(team: readonly Agent[]): Promise<string> {
    const settings = saveCampaignSchema.parse({
      ...{ name: 'Jesień', kind: 'progressive', consentPurpose: null, quietHours: null, wrapUpSeconds: 5 },
      ...{ agentIds: team.map(({ id }) => id), classifierRequired: false },
    });
    const { id } = (await world.as(boss).post('/campaigns', settings)).body as { id: string };
    const numbers = Array.from({ length: 30 }, (_, at) => mobile(at));
    for (const [at, number] of numbers.entries())
      world.line.simulated.world.setPerson(number, HABITS[at % 3] ?? HABITS[2]);
    const records = numbers.map((number) => ({ contact: { lastName: number, phones: [number] } }));
    expect((await world.as(boss).post('/records', { campaignId: id, records })).status).toBe(200);
    expect((await world.as(boss).post(`/campaigns/${id}/actions/start`)).status).toBe(200);
    return id;
  }

  async function television(): Promise<Television> {
    const tile = (kind: string, more: object) => ({ id: randomUUID(), kind, width: 3, height: 2, ...more });
    const tiles = [tile('queues', { queueIds: [sales, service] }), tile('campaigns', { campaignIds: [campaign] })];
    const { body: board } = await world.as(boss).post('/wallboards', { name: 'Sala', tiles });
    const { body: link } = await world.as(boss).post(`/wallboards/${board.id}/links`, { name: 'Ekran' });
    const made = new Television(world.app.url, (link as CreatedWallboardLink).token);
    expect(await made.ask('wall')).toBe('snapshot');
    return made;
  }

  const shown = (queueIds: readonly string[]): Record<string, number | null> => {
    const numbers = {
      queues: [...screen.queues.values()].filter(({ id }) => queueIds.includes(id)),
      agents: [...screen.agents.values()].filter((agent) => agent.queueIds.some((id) => queueIds.includes(id))),
      campaigns: [...screen.campaigns.values()],
    };
    return Object.fromEntries(WALL_METRICS.map((metric) => [metric, wallFigure(metric, numbers, world.clock.now())]));
  };

  async function counted(queueIds: readonly string[]): Promise<Record<WallMetric, number | null>> {
    const now = world.clock.now();
    const one = async (sql: string, parameters: unknown[]) => (await world.sql<Counted>(sql, parameters))[0] as Counted;
    const { at } = await one(MIDNIGHT, [now]);
    const queue = await one(QUEUES, [queueIds, now, at]);
    const people = await one(AGENTS, [queueIds]);
    const dialled = await one(CAMPAIGNS, [[campaign], at]);
    const seats = await one('select count(*)::int as "atWork" from campaign_seat where campaign_id = $1', [campaign]);
    const ratio = (part = 0, whole = 0) => (whole === 0 ? null : part / whole);
    const { waiting, longestWait, offered, answered = 0, abandoned = 0, inTime, waitedMs = 0 } = queue;
    return {
      ...(people as Record<'agentsReady' | 'agentsBusy' | 'agentsSignedIn', number>),
      ...({ waiting, longestWait, offered, answered, abandoned } as Record<
        'waiting' | 'longestWait' | 'offered' | 'answered' | 'abandoned',
        number
      >),
      serviceLevel: ratio(inTime, answered + abandoned),
      abandonRate: ratio(abandoned, answered + abandoned),
      asa: ratio(waitedMs, answered * 1000),
      recordsLeft: dialled['recordsLeft'] ?? 0,
      attempts: dialled['attempts'] ?? 0,
      answerRate: ratio(dialled['answered'], dialled['attempts']),
      campaignAbandonment: ratio(dialled['givenUp'], dialled['answered']),
      agentsAtWork: seats['atWork'] ?? 0,
    };
  }

  /** Every metric, of each queue alone and of both together. */
  async function compare(): Promise<void> {
    for (const queueIds of [[sales], [service], [sales, service]]) {
      const expected = await counted(queueIds);
      const same = () => JSON.stringify(shown(queueIds)) === JSON.stringify(sorted(expected));
      for (let turn = 0; turn < 600 && !same(); turn += 1) await pause(5);
      expect(shown(queueIds)).toEqual(expected);
    }
  }
  const sorted = (all: Record<WallMetric, number | null>) =>
    Object.fromEntries(WALL_METRICS.map((metric) => [metric, all[metric]]));

  const BODIES: Partial<Record<CallAction, () => object>> = {
    transfer: () => ({
      target: oneOf([
        { kind: 'queue', queueId: service },
        { kind: 'queue', queueId: sales },
        { kind: 'agent', agentId: oneOf(agents).id },
      ]),
    }),
    consult: () => ({ target: { kind: 'agent', agentId: oneOf(agents).id } }),
  };
  const WILL: readonly CallAction[] = [
    'answer',
    'answer',
    'decline',
    'hang-up',
    'hang-up',
    'hold',
    'transfer',
    'consult',
    'complete-transfer',
    'finish-wrap-up',
  ];

  const note = (what: string) => done.set(what, (done.get(what) ?? 0) + 1);
  const STEP: readonly (() => Promise<unknown>)[] = [
    async () => void callers.add(await world.callFrom(mobile(500 + draw(40)))),
    async () => void callers.add(await world.callFrom(mobile(500 + draw(40)))),
    async () => {
      const leg = oneOf([...callers]);
      if (!leg) return;
      callers.delete(leg);
      await world.callerHangsUp(leg);
    },
    async () => {
      const leg = oneOf([...callers]);
      if (!leg) return;
      for (const key of ['5', '1']) {
        world.line.simulated.world.press(leg, key);
        await world.wait(1);
      }
      note('asks for a callback');
    },
    ...Array.from({ length: 5 }, () => () => actOnDesk()),
    () => changeStatus(),
    () => world.wait(1 + draw(50)),
    () => world.wait(1 + draw(50)),
    () => (draw(4) === 0 ? members() : actOnDesk()),
  ];

  async function actOnDesk(): Promise<void> {
    const desks = await Promise.all(agents.map(async (agent) => ({ agent, calls: await world.desk(agent) })));
    const busy = desks.filter(({ calls }) => calls.length > 0);
    if (busy.length === 0) return;
    const { agent, calls } = oneOf(busy);
    const call = oneOf(calls);
    const action = oneOf(WILL.filter((each) => call.actions.includes(each)));
    if (!action) return;
    const { status } = await world.as(agent).post(`/calls/${call.id}/${action}`, BODIES[action]?.() ?? {});
    if (status < 300) note(action);
  }

  async function changeStatus(): Promise<void> {
    const agent = oneOf(agents);
    const kind = draw(5);
    if (kind === 0) return void (await world.signOut(agent), note('signed out'));
    if (kind === 1)
      return void (
        await world.as(agent).put('/agents/me/status', { status: 'not-ready', reason: 'lunch' }),
        note('break')
      );
    await world.ready(agent);
    note('ready');
  }

  async function members(): Promise<void> {
    const { body } = await world.as(boss).get(`/queues/${service}`);
    const agentIds = agents.filter(() => draw(2) === 0).map(({ id }) => id);
    const { status } = await world.as(boss).patch(`/queues/${service}`, { version: body.version, agentIds });
    expect(status).toBe(200);
    note('members');
  }

  it(`through ${STEPS} steps of seed ${SEED}, past midnight`, async () => {
    for (const agent of agents) await world.ready(agent);
    for (let step = 0; step < STEPS; step += 1) {
      await oneOf(STEP)();
      await compare();
    }
    await world.clock.advanceTo(Date.parse('2026-11-24T00:00:01+01:00'));
    await compare();
    for (let step = 0; step < STEPS / 5; step += 1) {
      await oneOf(STEP)();
      await compare();
    }
    const results = await world.sql<{ result: string }>(
      'select distinct result from stay_fact where left_at is not null order by 1',
    );
    expect(results.map(({ result }) => result)).toEqual(['abandoned', 'answered', 'diverted', 'overflowed']);
    expect([...done.keys()]).toEqual(
      expect.arrayContaining(['transfer', 'complete-transfer', 'break', 'members', 'asks for a callback']),
    );
  });
});
