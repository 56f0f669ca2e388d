import * as fc from 'fast-check';
import { fold } from '../../../../kernel/decider';
import { agentDecider } from './agent';
import type { AgentCommand } from './agent-commands';
import type { AgentBreakEnded, AgentEvent, AgentStatusChanged } from './agent-events';
import { freeCapacity, INITIAL_AGENT, statusOf, type AgentState } from './agent-state';

const offer = (offerId: string, kind: 'queue' | 'direct' = 'queue') => ({
  offerId,
  channel: 'call' as const,
  subjectId: `call-of-${offerId}`,
  kind,
});

function after(...commands: AgentCommand[]): AgentState {
  return commands.reduce((state, command) => {
    const decision = agentDecider.decide(state, command);
    return decision.ok ? fold(agentDecider, state, decision.value) : state;
  }, INITIAL_AGENT);
}

function typesOf(state: AgentState, command: AgentCommand): string[] | string {
  const decision = agentDecider.decide(state, command);
  return decision.ok ? decision.value.map(({ type }) => type) : decision.refusal.code;
}

const signedIn: AgentCommand[] = [
  { type: 'SignIn', sessionId: 's1', at: 1000 },
  { type: 'PhoneRegistered', at: 1001 },
];
const ready: AgentCommand[] = [
  ...signedIn,
  { type: 'RequestStatus', status: 'ready', reason: null, note: null, at: 2000 },
];
const reserved: AgentCommand[] = [...ready, { type: 'Reserve', offer: offer('o1'), at: 3000 }];
const busy: AgentCommand[] = [
  ...reserved,
  { type: 'StartWork', workId: 'o1', channel: 'call', subjectId: 'call-of-o1', at: 4000 },
];

const toWrapUp = { type: 'StartWrapUp', workId: 'o1', until: 40_000, at: 10_000 } as const;

describe('Agent presence', () => {
  it('is not ready, signed in, until the agent says ready', () => {
    expect(after(...signedIn)).toMatchObject({ status: 'not-ready', reason: 'signed-in' });
    expect(after(...ready)).toMatchObject({ status: 'ready', reason: null, since: 2000 });
  });

  it('goes through reserved, busy and wrap-up back to ready', () => {
    expect(after(...reserved).status).toBe('reserved');
    expect(after(...busy).status).toBe('busy');
    const wrapUp = after(...busy, { type: 'StartWrapUp', workId: 'o1', until: 40_000, closing: 'timer', at: 10_000 });
    expect(wrapUp).toMatchObject({ status: 'wrap-up', since: 10_000 });
    const done = agentDecider.decide(wrapUp, { type: 'WrapUpElapsed', workId: 'o1', patienceMs: 60_000, at: 40_000 });
    expect(done).toMatchObject({
      value: [
        { type: 'AgentWorkEnded', data: { by: 'timer', activeMs: 6000, wrapUpMs: 30_000 } },
        { type: 'AgentStatusChanged', data: { from: 'wrap-up', to: 'ready', durationMs: 30_000 } },
      ],
    });
  });

  it('keeps a status asked for while busy until the work is over', () => {
    const state = after(...busy, { type: 'RequestStatus', status: 'not-ready', reason: 'lunch', note: null, at: 5000 });
    expect(state.status).toBe('busy');
    expect(
      after(
        ...busy,
        { type: 'RequestStatus', status: 'not-ready', reason: 'lunch', note: null, at: 5000 },
        { type: 'EndWork', workId: 'o1', at: 6000 },
      ),
    ).toMatchObject({
      status: 'not-ready',
      reason: 'lunch',
    });
  });

  it('is set not ready by a missed offer of a queue, not by one made to the person', () => {
    expect(after(...reserved, { type: 'MissOffer', offerId: 'o1', cause: 'no-answer', at: 4000 })).toMatchObject({
      status: 'not-ready',
      reason: 'missed-offer',
    });
    const direct = after(...ready, { type: 'Reserve', offer: offer('d1', 'direct'), at: 3000 });
    expect(typesOf(direct, { type: 'MissOffer', offerId: 'd1', cause: 'declined', at: 4000 })).toContain(
      'AgentOfferMissed',
    );
    expect(
      after(
        ...ready,
        { type: 'Reserve', offer: offer('d1', 'direct'), at: 3000 },
        { type: 'MissOffer', offerId: 'd1', cause: 'declined', at: 4000 },
      ).status,
    ).toBe('ready');
  });

  it('takes back the miss when the answer had been there first', () => {
    const missed = [...reserved, { type: 'MissOffer', offerId: 'o1', cause: 'no-answer', at: 4000 } as const];
    const late = after(...missed, { type: 'StartWork', workId: 'o1', channel: 'call', subjectId: 'c', at: 4001 });
    expect(late).toMatchObject({ status: 'busy', availability: { kind: 'ready' } });
  });

  it('keeps an explicit wrap-up open past its time, and ends it once nobody closes it', () => {
    const wrapUp = after(...busy, { ...toWrapUp, closing: 'explicit' } as const);
    const elapsed = { type: 'WrapUpElapsed', workId: 'o1', patienceMs: 60_000 } as const;
    expect(typesOf(wrapUp, { ...elapsed, at: 40_000 })).toEqual(['AgentWrapUpOverdue']);
    expect(typesOf(wrapUp, { ...elapsed, patienceMs: 0, at: 40_000 })).toEqual([
      'AgentWorkEnded',
      'AgentStatusChanged',
    ]);
    const steps = [...busy, { ...toWrapUp, closing: 'explicit' } as const, { ...elapsed, at: 40_000 } as const];
    const overdue = after(...steps);
    expect(overdue.work).toMatchObject([{ overdue: true, wrapUpUntil: 100_000 }]);
    expect(typesOf(overdue, { type: 'FinishWrapUp', at: 50_000 })).toEqual([]);
    expect(typesOf(overdue, { ...elapsed, at: 100_000 })).toEqual(['AgentWorkEnded', 'AgentStatusChanged']);
  });

  it('ends a wrap-up early that would end by itself', () => {
    const wrapUp = after(...busy, { ...toWrapUp, closing: 'timer' } as const);
    expect(typesOf(wrapUp, { type: 'FinishWrapUp', at: 12_000 })).toEqual(['AgentWorkEnded', 'AgentStatusChanged']);
    expect(typesOf(after(...busy), { type: 'FinishWrapUp', at: 12_000 })).toEqual([]);
  });

  it('works on after the session ended, and is offline afterwards', () => {
    const gone = [...busy, { type: 'SignOut', sessionId: 's1', reason: 'expired', at: 5000 } as const];
    expect(after(...gone).status).toBe('busy');
    expect(after(...gone, { type: 'EndWork', workId: 'o1', at: 6000 }).status).toBe('offline');
  });

  it('is not signed out by the end of a session that was taken over', () => {
    const taken = after(
      ...ready,
      { type: 'SignIn', sessionId: 's2', at: 3000 },
      { type: 'SignOut', sessionId: 's1', reason: 'signed-in-elsewhere', at: 3001 },
    );
    expect(taken).toMatchObject({ status: 'ready', sessionId: 's2' });
  });

  it('refuses a reservation when it could not answer', () => {
    expect(typesOf(INITIAL_AGENT, { type: 'Reserve', offer: offer('o9'), at: 1 })).toBe('agent-offline');
    expect(typesOf(after(...signedIn), { type: 'Reserve', offer: offer('o9'), at: 1 })).toBe('agent-not-ready');
    expect(typesOf(after(...reserved), { type: 'Reserve', offer: offer('o9'), at: 1 })).toBe('agent-engaged');
    const unplugged = after(
      ...signedIn,
      { type: 'PhoneUnregistered', at: 5 },
      { type: 'RequestStatus', status: 'ready', reason: null, note: null, at: 6 },
    );
    expect(typesOf(unplugged, { type: 'Reserve', offer: offer('o9'), at: 7 })).toBe('agent-phone-unregistered');
  });

  it('goes not ready when the phone goes away', () => {
    expect(after(...ready, { type: 'PhoneUnregistered', at: 3000 })).toMatchObject({
      status: 'not-ready',
      reason: 'phone-unreachable',
    });
  });

  it('does not start a work again that is over', () => {
    const over = after(...busy, { type: 'EndWork', workId: 'o1', at: 6000 });
    expect(typesOf(over, { type: 'StartWork', workId: 'o1', channel: 'call', subjectId: 'c', at: 7000 })).toEqual([]);
    expect(typesOf(over, { type: 'Reserve', offer: offer('o1'), at: 7000 })).toEqual([]);
  });
});

describe('Agent presence, whatever happens', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const session = fc.constantFrom('s1', 's2');
  const shape = fc.oneof(
    session.map((sessionId) => ({ type: 'SignIn' as const, sessionId })),
    session.map((sessionId) => ({ type: 'SignOut' as const, sessionId, reason: 'expired' })),
    fc.constant({ type: 'RequestStatus' as const, status: 'ready' as const, reason: null, note: null }),
    fc
      .constantFrom('break' as const, 'lunch' as const)
      .map((reason) => ({ type: 'RequestStatus' as const, status: 'not-ready' as const, reason, note: null })),
    fc.record({
      type: fc.constant('TakeBreak' as const),
      granted: fc.record({
        breakId: fc.constantFrom('b1', 'b2', 'b3'),
        kindId: fc.constant('kind'),
        name: fc.constant('Przerwa'),
        paid: fc.boolean(),
        limitMs: fc.constantFrom(null, 1000),
        forced: fc.boolean(),
      }),
      note: fc.constant(null),
    }),
    fc.record({
      type: fc.constant('Reserve' as const),
      offer: fc.record({
        offerId: id,
        channel: fc.constantFrom('call' as const, 'chat' as const),
        subjectId: id,
        kind: fc.constantFrom('queue' as const, 'direct' as const),
      }),
    }),
    fc.record({
      type: fc.constant('MissOffer' as const),
      offerId: id,
      cause: fc.constantFrom('no-answer' as const, 'declined' as const, 'unreachable' as const),
    }),
    id.map((offerId) => ({ type: 'ReleaseOffer' as const, offerId, because: 'taken' })),
    fc.record({
      type: fc.constant('StartWork' as const),
      workId: id,
      channel: fc.constantFrom('call' as const, 'chat' as const),
      subjectId: id,
    }),
    fc.record({
      type: fc.constant('StartWrapUp' as const),
      workId: id,
      until: fc.nat(),
      closing: fc.constantFrom('timer' as const, 'explicit' as const),
    }),
    id.map((workId) => ({ type: 'WrapUpElapsed' as const, workId, patienceMs: 1000 })),
    fc.constant({ type: 'FinishWrapUp' as const }),
    id.map((workId) => ({ type: 'EndWork' as const, workId })),
    fc.constantFrom({ type: 'PhoneRegistered' as const }, { type: 'PhoneUnregistered' as const }),
  );
  /** The clock may stand still or go back. */
  const step = fc.tuple(shape, fc.integer({ min: -500, max: 5000 }));

  it('has one status, counts every stretch once and none below zero', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = INITIAL_AGENT;
        let at = 1_000_000;
        const changes: AgentStatusChanged['data'][] = [];
        const ended: AgentBreakEnded['data'][] = [];
        for (const [command, passed] of steps) {
          at += passed;
          const decision = agentDecider.decide(state, { ...command, at });
          const events: readonly AgentEvent[] = decision.ok ? decision.value : [];
          state = fold(agentDecider, state, events);
          changes.push(...events.flatMap((event) => (event.type === 'AgentStatusChanged' ? [event.data] : [])));
          expect({ status: state.status, reason: state.reason, breakId: state.breakId ?? null }).toEqual(
            statusOf(state),
          );
          ended.push(...events.flatMap((event) => (event.type === 'AgentBreakEnded' ? [event.data] : [])));
          expect(freeCapacity(state, 'call')).toBeGreaterThanOrEqual(0);
          expect(
            [...state.work, ...state.offers].filter(({ channel }) => channel === 'call').length,
          ).toBeLessThanOrEqual(1);
        }
        for (const [index, change] of changes.entries()) {
          expect(change.durationMs).toBeGreaterThanOrEqual(0);
          expect(change.durationMs).toBe(change.at - change.since);
          const before = changes[index - 1];
          if (before) expect([change.from, change.since]).toEqual([before.to, before.at]);
        }
        // Every millisecond of a break is in its status stretches and in its end, and no break ends twice.
        expect(new Set(ended.map(({ breakId }) => breakId)).size).toBe(ended.length);
        for (const { breakId, spentMs, startedAt } of ended) {
          const stretches = changes.filter(({ fromBreak }) => fromBreak === breakId);
          expect(spentMs).toBe(stretches.reduce((sum, { durationMs }) => sum + durationMs, 0));
          expect(startedAt === null).toBe(stretches.length === 0);
        }
        const first = changes[0];
        if (first) expect(changes.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(state.since - first.since);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing when a command is repeated at once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = INITIAL_AGENT;
        let at = 1_000_000;
        for (const [command, passed] of steps) {
          at += passed;
          const decision = agentDecider.decide(state, { ...command, at });
          if (!decision.ok || decision.value.length === 0) continue;
          state = fold(agentDecider, state, decision.value);
          const again = agentDecider.decide(state, { ...command, at });
          expect(again.ok ? again.value : []).toEqual([]);
        }
      }),
    );
  });
});
