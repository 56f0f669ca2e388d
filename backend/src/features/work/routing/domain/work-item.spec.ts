import * as fc from 'fast-check';
import type { OverflowTarget } from './overflow';
import { fold } from '../../../../kernel/decider';
import type { RoutingChoice } from './routing-choice';
import { workDecider, type WorkCommand, type WorkState } from './work-item';

const subject = {
  channel: 'call' as const,
  subjectId: 'c1',
  queueId: 'q',
  queuedAt: 1000,
  priority: null,
  priorityBy: null,
  enteredAt: 1000,
  requirements: [],
  affinity: null,
  language: null,
  via: [],
};
const choice = { workId: 'w' } as RoutingChoice;
const enqueue: WorkCommand = { type: 'Enqueue', workId: 'w', subject };
const offer = (offerId: string, ...agentIds: string[]): WorkCommand => ({
  type: 'Offer',
  workId: 'w',
  offer: { offerId, agentIds },
  expiresAt: 9000,
  choice,
});

function run(...commands: WorkCommand[]): { state: WorkState; types: string[] } {
  let state: WorkState = workDecider.initialState;
  let types: string[] = [];
  for (const command of commands) {
    const decision = workDecider.decide(state, command);
    types = decision.ok ? decision.value.map(({ type }) => type) : [decision.refusal.code];
    if (decision.ok) state = fold(workDecider, state, decision.value);
  }
  return { state, types };
}

describe('A work item', () => {
  it('returns to its place with its original start of waiting when the offer is missed', () => {
    const { state, types } = run(enqueue, offer('o1', 'a'), {
      type: 'MissOffer',
      workId: 'w',
      offerId: 'o1',
      agentId: 'a',
      cause: 'no-answer',
    });
    expect(types).toEqual(['WorkOfferMissed', 'WorkReturned']);
    expect(state).toEqual({ kind: 'waiting', ...subject });
  });

  it('stays on offer while one of several can still take it', () => {
    const { state } = run(enqueue, offer('o1', 'a', 'b'), {
      type: 'MissOffer',
      workId: 'w',
      offerId: 'o1',
      agentId: 'a',
      cause: 'declined',
    });
    expect(state).toMatchObject({ kind: 'offered', offer: { agentIds: ['b'] } });
  });

  it('releases everybody but the winner', () => {
    const { state, types } = run(enqueue, offer('o1', 'a', 'b', 'c'), {
      type: 'Assign',
      workId: 'w',
      offerId: 'o1',
      agentId: 'b',
      at: 5000,
    });
    expect(types).toEqual(['WorkOfferReleased', 'WorkOfferReleased', 'WorkAssigned']);
    expect(state).toMatchObject({ kind: 'assigned', agentId: 'b' });
  });

  it('gives way to an answer that came just before the end of the offer, and takes back the newer offer', () => {
    const { types } = run(
      enqueue,
      offer('o1', 'a'),
      { type: 'ExpireOffer', workId: 'w', offerId: 'o1', penalise: true },
      offer('o2', 'b'),
      { type: 'Assign', workId: 'w', offerId: 'o1', agentId: 'a', at: 5000 },
    );
    expect(types).toEqual(['WorkOfferReleased', 'WorkAssigned']);
  });

  it('overflows to a queue with its place, and anywhere else out of routing; not while phones ring', () => {
    const to = (target: OverflowTarget): WorkCommand => ({
      type: 'Overflow',
      workId: 'w',
      at: 9000,
      overflowing: {
        from: 'q',
        rule: { when: 'no-agents', threshold: null, to: target },
        facts: { at: 9000, waitedSeconds: 8, before: 0, signedIn: 0, expectedSeconds: null, open: true },
        basis: 1,
      },
    });
    const moved = run(enqueue, to({ kind: 'queue', queueId: 'p' }));
    expect(moved.state).toEqual({ kind: 'waiting', ...subject, queueId: 'p', enteredAt: 9000, via: ['q'] });
    expect(run(enqueue, to({ kind: 'voicemail', boxId: 'b' })).state.kind).toBe('withdrawn');
    expect(run(enqueue, offer('o1', 'a'), to({ kind: 'voicemail', boxId: 'b' })).state.kind).toBe('offered');
    expect(run(enqueue, to({ kind: 'queue', queueId: 'p' }), to({ kind: 'voicemail', boxId: 'b' })).types).toEqual([]);
  });

  it('cannot be offered twice', () => {
    expect(run(enqueue, offer('o1', 'a'), offer('o2', 'b')).types).toEqual(['work-not-waiting']);
    expect(
      run(enqueue, { type: 'Withdraw', workId: 'w', because: 'abandoned', at: 2000 }, offer('o2', 'b')).types,
    ).toEqual(['work-not-waiting']);
  });

  it('is assigned at most once, and an agent is released or missed exactly once for each offer he got', () => {
    const ids = fc.constantFrom('o1', 'o2', 'o3');
    const agents = fc.constantFrom('a', 'b', 'c');
    const command: fc.Arbitrary<WorkCommand> = fc.oneof(
      fc.tuple(ids, fc.uniqueArray(agents, { minLength: 1 })).map(([id, who]) => offer(id, ...who)),
      fc.record({
        type: fc.constant('MissOffer' as const),
        workId: fc.constant('w'),
        offerId: ids,
        agentId: agents,
        cause: fc.constant('declined' as const),
      }),
      fc.record({
        type: fc.constant('ExpireOffer' as const),
        workId: fc.constant('w'),
        offerId: ids,
        penalise: fc.boolean(),
      }),
      fc.record({
        type: fc.constant('Assign' as const),
        workId: fc.constant('w'),
        offerId: ids,
        agentId: agents,
        at: fc.nat(9000),
      }),
      fc.record({
        type: fc.constant('Withdraw' as const),
        workId: fc.constant('w'),
        because: fc.constant('abandoned'),
        at: fc.nat(9000),
      }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state: WorkState = fold(workDecider, workDecider.initialState, [
          { type: 'WorkQueued', data: { workId: 'w', ...subject } },
        ]);
        const held = new Map<string, number>();
        let assigned = 0;
        for (const each of commands) {
          const decision = workDecider.decide(state, each);
          if (!decision.ok) continue;
          for (const event of decision.value) {
            if (event.type === 'WorkOffered')
              for (const id of event.data.offer.agentIds)
                held.set(`${event.data.offer.offerId}/${id}`, (held.get(`${event.data.offer.offerId}/${id}`) ?? 0) + 1);
            if (event.type === 'WorkOfferMissed' || event.type === 'WorkOfferReleased')
              held.set(
                `${event.data.offerId}/${event.data.agentId}`,
                (held.get(`${event.data.offerId}/${event.data.agentId}`) ?? 0) - 1,
              );
            if (event.type === 'WorkAssigned') {
              assigned += 1;
              const key = `${event.data.offerId}/${event.data.agentId}`;
              if (held.has(key)) held.set(key, 0);
            }
          }
          state = fold(workDecider, state, decision.value);
        }
        expect(assigned).toBeLessThanOrEqual(1);
        const open = state.kind === 'offered' ? state.offer.agentIds.length : 0;
        expect([...held.values()].filter((count) => count > 0).length).toBe(open);
      }),
    );
  });
});
