import { CallWorld, type Agent } from '../../../testing/call-world';

/** `CENTRALA_RANDOM_CALLS=10000` for the whole bar; the default costs seconds. */
const CALLS = Number(process.env['CENTRALA_RANDOM_CALLS'] ?? 24);
jest.setTimeout(120_000 + CALLS * 10_000);
/** So many calls live at once before everybody hangs up and the house is looked over. */
const TOGETHER = 6;
const NUMBERS = ['+48221000501', '+48221000502'] as const;

/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('Callers and agents who hang up at any moment', () => {
  let world: CallWorld;
  let staff: Agent[];
  const draw = randomOf(Number(process.env['CENTRALA_RANDOM_SEED'] ?? 11));

  beforeAll(async () => {
    world = await CallWorld.start({ seed: 9 });
    staff = [await world.hire(), await world.hire(), await world.hire(), await world.hire()];
    const { world: people } = world.line.simulated;
    for (const { extension } of staff) people.setPhone(extension, { kind: 'answers', afterMs: [0, 4000] });
    const more = { wrapUpSeconds: 0, offerTimeoutSeconds: 6 };
    await world.number(await world.queue(staff.slice(0, 3), { ...more, strategy: 'round-robin' }), NUMBERS[0]);
    await world.number(await world.queue(staff.slice(1), { ...more, strategy: 'ring-all' }), NUMBERS[1]);
    await world.ready(...staff);
  });
  afterAll(() => world.close());

  /** Legs that talk with more than one, or with one who talks with somebody else. */
  async function doubleBridges(): Promise<number> {
    const legs = await world.legs();
    const partnerOf = new Map(legs.map(({ legId, bridgedWith }) => [legId, bridgedWith]));
    return legs.filter(({ legId, bridgedWith }) => bridgedWith !== null && partnerOf.get(bridgedWith) !== legId).length;
  }

  /** An agent who has a call hangs up, holds, or leaves it be. */
  async function agentActs(): Promise<void> {
    const agent = staff[Math.floor(draw() * staff.length)] as Agent;
    const [call] = await world.desk(agent);
    const may = call?.actions.filter((action) => ['hang-up', 'hold', 'resume'].includes(action)) ?? [];
    const action = may[Math.floor(draw() * may.length)];
    if (call && action) await world.as(agent).post(`/calls/${call.id}/${action}`);
  }

  async function someoneActs(callers: string[]): Promise<void> {
    const chance = draw();
    const caller = callers[Math.floor(draw() * callers.length)];
    if (chance < 0.45 && caller !== undefined) await world.callerHangsUp(caller);
    else if (chance < 0.75) await agentActs();
    // A fraction of a second up to the length of an offer: between any two steps of a call.
    await world.clock.advance(Math.floor(draw() < 0.5 ? draw() * 600 : draw() * 7000));
  }

  /** Who is still taken or rung five seconds after everybody has hung up. */
  async function stuck(): Promise<string[]> {
    await world.wait(5);
    const statuses = await Promise.all(staff.map((agent) => world.status(agent)));
    return statuses.filter((status) => ['reserved', 'busy', 'wrap-up'].includes(status));
  }

  it(`leave nothing behind: no double bridge, no agent stuck, no orphan, in ${CALLS} calls`, async () => {
    const found = { doubles: 0, stuck: [] as string[], orphans: 0, waiting: 0 };
    for (let made = 0; made < CALLS; made += TOGETHER) {
      const callers: string[] = [];
      for (let each = 0; each < TOGETHER; each += 1) {
        const number = NUMBERS[Math.floor(draw() * 2)] as string;
        callers.push(await world.callFrom(`+4850900${String(made + each).padStart(4, '0')}`, {}, number));
        await someoneActs(callers);
        found.doubles += await doubleBridges();
      }
      for (let turn = 0; turn < TOGETHER; turn += 1) {
        await someoneActs(callers);
        found.doubles += await doubleBridges();
      }
      for (const caller of callers) await world.callerHangsUp(caller);
      found.stuck.push(...(await stuck()));
      found.orphans += (await world.legs()).length;
      for (const agent of staff) await world.as(agent).put('/agents/me/status', { status: 'ready' });
    }
    const [open] = await world.sql<{ waiting: number }>(
      `select count(*)::int as waiting from work_item where state in ('waiting', 'offered')`,
    );
    expect({ ...found, waiting: open?.waiting }).toEqual({ doubles: 0, stuck: [], orphans: 0, waiting: 0 });
    const calls = await world.calls();
    expect(calls.length).toBe(Math.ceil(CALLS / TOGETHER) * TOGETHER);
    expect(calls.filter(({ state }) => state !== 'ended')).toEqual([]);
    expect(new Set(calls.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
  });
});
