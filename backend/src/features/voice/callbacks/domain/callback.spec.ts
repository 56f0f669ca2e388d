import * as fc from 'fast-check';
import { ATTEMPT_RESULTS } from '#contracts';
import { fold } from '../../../../kernel/decider';
import { callbackDecider, type CallbackCommand, type CallbackState } from './callback';
import type { CallbackRequest } from './callback-events';

const MINUTE = 60_000;
const request: CallbackRequest = {
  number: '+48600100200',
  queueId: 'q',
  contactId: null,
  ownNumber: '+48221000100',
  origin: 'automatic',
  failed: 'abandoned',
  fromCallId: 'c0',
  queuedAt: 500,
  demand: null,
  attempts: 3,
  intervalMs: 15 * MINUTE,
};
const asked: CallbackCommand = { type: 'Request', at: 1000, request, nextAt: 2000 };

function run(...commands: CallbackCommand[]): { state: CallbackState; types: string[] } {
  let state = callbackDecider.initialState;
  const types: string[] = [];
  for (const command of commands) {
    const decision = callbackDecider.decide(state, command);
    types.push(...(decision.ok ? decision.value.map(({ type }) => type) : [decision.refusal.code]));
    if (decision.ok) state = fold(callbackDecider, state, decision.value);
  }
  return { state, types };
}
const attempt = (callId: string, at: number, result: CallbackState['tries'][number]['result']): CallbackCommand[] => [
  { type: 'StartAttempt', at, callId },
  { type: 'NoteAttempt', at: at + 10, callId, result: result ?? 'failed' },
];

describe('a callback', () => {
  it('is tried as often as its rule says, with the interval between, and then ends', () => {
    const first = run(asked, ...attempt('a', 2000, 'no-answer'));
    expect(first.state).toMatchObject({ phase: 'waiting', tried: 1, nextAt: 2010 + 15 * MINUTE });
    const early = run(asked, ...attempt('a', 2000, 'no-answer'), { type: 'StartAttempt', at: 3000, callId: 'b' });
    expect(early.state.phase).toBe('waiting');
    const last = run(
      asked,
      ...attempt('a', 2000, 'no-answer'),
      ...attempt('b', 2000 + 20 * MINUTE, 'busy'),
      ...attempt('c', 2000 + 40 * MINUTE, 'no-answer'),
    );
    expect(last.state).toMatchObject({ phase: 'closed', ending: 'exhausted', tried: 3 });
  });

  it('loses no attempt by what comes between on our side', () => {
    const { state } = run(asked, ...attempt('a', 2000, 'not-tried'));
    expect(state).toMatchObject({ phase: 'waiting', tried: 0, nextAt: 2010 + MINUTE });
  });

  it('ends when he is reached, blacklisted, or got through meanwhile', () => {
    expect(run(asked, ...attempt('a', 2000, 'reached')).state.ending).toBe('reached');
    expect(run(asked, ...attempt('a', 2000, 'blacklisted')).state.ending).toBe('blacklisted');
    const through = run(
      asked,
      { type: 'Close', at: 1500, ending: 'got-through', callId: 'x' },
      ...attempt('a', 2000, null),
    );
    expect(through.types).toEqual(['CallbackRequested', 'CallbackClosed']);
  });

  it('never has two attempts at once, never more than its rule, and never loses its place', () => {
    const callIds = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const at = fc.integer({ min: 1000, max: 1000 + 120 * MINUTE });
    const command: fc.Arbitrary<CallbackCommand> = fc.oneof(
      fc.constant(asked),
      fc.record({ type: fc.constant('StartAttempt' as const), at, callId: callIds }),
      fc.record({
        type: fc.constant('NoteAttempt' as const),
        at,
        callId: callIds,
        result: fc.constantFrom(...ATTEMPT_RESULTS),
      }),
      fc.record({
        type: fc.constant('Reschedule' as const),
        at,
        nextAt: at,
        because: fc.constantFrom('hours' as const, 'now' as const),
      }),
      fc.record({
        type: fc.constant('Close' as const),
        at,
        ending: fc.constantFrom('cancelled' as const, 'got-through' as const),
        callId: fc.constant(null),
      }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state = callbackDecider.initialState;
        for (const each of [asked, ...commands]) {
          const decision = callbackDecider.decide(state, each);
          if (!decision.ok) continue;
          state = fold(callbackDecider, state, decision.value);
          const open = state.tries.filter(({ result }) => result === null);
          expect(open.length).toBeLessThanOrEqual(state.phase === 'waiting' ? 0 : 1);
          expect(state.tried).toBeLessThanOrEqual(request.attempts);
          expect(state.queuedAt).toBe(request.queuedAt);
          expect(state.phase === 'waiting').toBe(state.nextAt !== null);
          expect(state.phase === 'closed').toBe(state.ending !== null);
        }
      }),
    );
  });
});
