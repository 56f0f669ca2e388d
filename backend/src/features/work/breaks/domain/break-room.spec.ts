import * as fc from 'fast-check';
import { fold } from '../../../../kernel/decider';
import { holdingAt, type PlaceLimit } from './break-limits';
import { breakRoomDecider, type BreakRoomCommand, type BreakRoomState } from './break-room';
import type { BreakRoomEvent, KindThen } from './break-room-events';

const kind = (more: Partial<KindThen> = {}): KindThen => ({
  kindId: 'coffee',
  name: 'Kawa',
  paid: true,
  limitMs: 600_000,
  approval: false,
  conditional: true,
  ...more,
});
const one: PlaceLimit = { groupId: null, fromMinute: 0, toMinute: 1440, max: 1 };
const ofSales: PlaceLimit = { groupId: 'sales', fromMinute: 0, toMinute: 1440, max: 1 };

type Step = BreakRoomCommand extends infer C ? (C extends BreakRoomCommand ? Omit<C, 'limits'> : never) : never;
const ask = (who: string, more: Partial<KindThen> = {}, groupIds: string[] = ['sales']): Step => ({
  type: 'Ask',
  breakId: `b-${who}`,
  agentId: who,
  kind: kind(more),
  groupIds,
});

function run(limits: readonly PlaceLimit[], ...steps: Step[]): { state: BreakRoomState; told: string[][] } {
  let state = breakRoomDecider.initialState;
  const told = steps.map((step) => {
    const decision = breakRoomDecider.decide(state, { ...step, limits });
    if (!decision.ok) return [decision.refusal.code];
    state = fold(breakRoomDecider, state, decision.value);
    return decision.value.map(shortly);
  });
  return { state, told };
}

function shortly({ type, data }: BreakRoomEvent): string {
  if (type === 'BreakQueueMoved')
    return `places ${data.places.map(({ agentId, place }) => `${agentId}:${place}`).join()}`;
  return `${type} ${type === 'BreakAsked' ? data.entry.agentId : data.agentId}`;
}

describe('the room for breaks', () => {
  it('grants at once where there is a place, and gives the freed place to the next', () => {
    const { told } = run([one], ask('anna'), ask('boris'), ask('celina'), { type: 'Free', breakId: 'b-anna' });
    expect(told).toEqual([
      ['BreakAsked anna', 'BreakGranted anna'],
      ['BreakAsked boris', 'places boris:1'],
      ['BreakAsked celina', 'places boris:1,celina:2'],
      ['BreakPlaceFreed anna', 'BreakGranted boris', 'places celina:1'],
    ]);
  });

  it('lets another group pass the one that is full', () => {
    const { told } = run([ofSales], ask('anna'), ask('boris'), ask('tomasz', {}, ['service']));
    expect(told[2]).toEqual(['BreakAsked tomasz', 'BreakGranted tomasz']);
  });

  it('waits for a supervisor first, and for a place then', () => {
    const { told } = run(
      [one],
      ask('anna', { approval: true }),
      ask('boris'),
      { type: 'Approve', breakId: 'b-anna' },
      { type: 'Free', breakId: 'b-boris' },
    );
    expect(told).toEqual([
      ['BreakAsked anna'],
      ['BreakAsked boris', 'BreakGranted boris'],
      ['BreakApproved anna', 'places anna:1'],
      ['BreakPlaceFreed boris', 'BreakGranted anna'],
    ]);
  });

  it('is refused with a reason, withdrawn, and asked for once only', () => {
    const { told, state } = run(
      [one],
      ask('anna', { approval: true }),
      ask('anna'),
      { type: 'Refuse', breakId: 'b-anna', note: 'Kolejka' },
      { type: 'Refuse', breakId: 'b-anna', note: 'Kolejka' },
      ask('boris', { approval: true }),
      { type: 'Withdraw', agentId: 'boris', because: 'withdrawn' },
    );
    expect(told.slice(1, 4)).toEqual([['break-already-asked'], ['BreakRefused anna'], ['break-not-found']]);
    expect(state.entries).toEqual([]);
  });

  it('is forced past every limit, in place of what the agent asked for', () => {
    const forced = { breakId: 'f', agentId: 'boris', kind: kind(), groupIds: [], note: 'Po trudnej rozmowie' };
    const { told } = run([one], ask('anna'), ask('boris'), { type: 'Force', ...forced });
    expect(told[2]).toEqual(['BreakWithdrawn boris', 'BreakAsked boris', 'BreakGranted boris']);
  });

  it('grants what a later hour allows', () => {
    const morning: PlaceLimit = { groupId: null, fromMinute: 480, toMinute: 600, max: 0 };
    const { state } = run(holdingAt([morning], 500), ask('anna'));
    const later = breakRoomDecider.decide(state, { type: 'Settle', limits: holdingAt([morning], 600) });
    expect(later.ok && later.value.map(shortly)).toEqual(['BreakGranted anna']);
    const night: PlaceLimit = { groupId: null, fromMinute: 1320, toMinute: 360, max: 0 };
    expect([0, 359, 360, 1319, 1320].map((minute) => holdingAt([night], minute).length)).toEqual([1, 1, 0, 0, 1]);
  });

  it('never lets more of the conditional ones in than every limit allows, and nobody waits before a free place', () => {
    const who = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const groups = fc.subarray(['sales', 'service']);
    const limit = fc.record({
      groupId: fc.constantFrom(null, 'sales', 'service'),
      fromMinute: fc.constant(0),
      toMinute: fc.constant(1440),
      max: fc.integer({ min: 0, max: 2 }),
    });
    const step = fc.oneof(
      fc.tuple(who, groups, fc.boolean()).map(([agent, of, approval]) => ask(agent, { approval }, of)),
      who.map((agent): Step => ({ type: 'Approve', breakId: `b-${agent}` })),
      who.map((agentId): Step => ({ type: 'Withdraw', agentId, because: 'signed-out' })),
      who.map((agent): Step => ({ type: 'Free', breakId: `b-${agent}` })),
    );
    fc.assert(
      fc.property(fc.array(limit, { maxLength: 3 }), fc.array(step, { maxLength: 40 }), (limits, steps) => {
        const { state } = run(limits, ...steps);
        const taken = state.entries.filter(({ stage }) => stage === 'granted');
        const isIn = ({ groupId }: PlaceLimit, groupIds: readonly string[]) =>
          groupId === null || groupIds.includes(groupId);
        for (const each of limits)
          expect(taken.filter(({ groupIds }) => isIn(each, groupIds)).length).toBeLessThanOrEqual(each.max);
        for (const { groupIds } of state.entries.filter(({ stage }) => stage === 'waiting')) {
          const blocked = limits.some(
            (each) => isIn(each, groupIds) && taken.filter((other) => isIn(each, other.groupIds)).length >= each.max,
          );
          expect(blocked).toBe(true);
        }
        expect(new Set(state.entries.map(({ agentId }) => agentId)).size).toBe(state.entries.length);
      }),
    );
  });
});
