import * as fc from 'fast-check';
import { fold } from '../../../../kernel/decider';
import { supervisionDecider } from './supervision';
import type { SupervisionEvent } from './supervision-events';

const listener = (supervisorId: string) => ({
  supervisionId: `of-${supervisorId}`,
  supervisorId,
  agentId: 'anna',
  extension: '200',
  nodeId: 'n',
  legId: `leg-${supervisorId}`,
  targetLegId: 'agent-leg',
});

describe('supervision of a call', () => {
  const who = fc.constantFrom('a', 'b');
  const mode = fc.constantFrom('listen' as const, 'whisper' as const, 'barge' as const);
  const shape = fc.oneof(
    fc.tuple(who, mode).map(([id, first]) => ({ type: 'Start' as const, listener: listener(id), mode: first })),
    fc.record({ type: fc.constant('ChangeMode' as const), supervisorId: who, mode }),
    who.map((supervisorId) => ({ type: 'Leave' as const, supervisorId })),
    who.map((supervisorId) => ({ type: 'TakeOver' as const, supervisorId })),
    who.map((id) => ({ type: 'NoteRinging' as const, legId: `leg-${id}` })),
    who.map((id) => ({ type: 'NoteAnswered' as const, legId: `leg-${id}` })),
    fc.tuple(who, fc.boolean()).map(([id, byHim]) => ({ type: 'NoteEnded' as const, legId: `leg-${id}`, byHim })),
  );

  it('has one supervisor at a time, whose modes add up to the time on the line, never below zero', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(shape, fc.integer({ min: -300, max: 3000 })), { maxLength: 50 }), (steps) => {
        let state = supervisionDecider.initialState;
        let at = 1_000_000;
        let on = 0;
        for (const [command, passed] of steps) {
          at += passed;
          const decision = supervisionDecider.decide(state, { ...command, at });
          const events: readonly SupervisionEvent[] = decision.ok ? decision.value : [];
          if (command.type === 'Start' && state.current) expect(decision.ok).toBe(false);
          state = fold(supervisionDecider, state, events);
          for (const event of events) {
            if (event.type === 'SupervisionAnswered') on = state.current?.modeSince ?? 0;
            if (event.type !== 'SupervisionEnded') continue;
            const { listen, whisper, barge } = event.data.spent;
            expect(Math.min(listen, whisper, barge)).toBeGreaterThanOrEqual(0);
            expect(listen + whisper + barge).toBe(
              event.data.because === 'not-answered' || on === 0 ? 0 : event.data.at - on,
            );
            on = 0;
          }
        }
      }),
    );
  });
});
