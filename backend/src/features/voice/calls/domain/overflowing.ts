import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import type { CallState } from './call-state';
import { events, here, ignore } from './decisions';
import { hungUp } from './ending';

/** Routing took the caller out of his queue: he waits in another, is sent to a number, or is told and let go. */
export function overflow(state: CallState, command: CommandOf<'Overflow'>): CallDecision {
  const { workId, to, freshId } = command;
  if (state.phase !== 'queued' || state.stay?.workId !== workId || !state.far) return ignore;
  const say = to.kind === 'hang-up' && to.message !== '' ? to.message : null;
  const left: CallEvent = {
    type: 'CallOverflowed',
    data: {
      ...here(state, command),
      legId: state.far.legId,
      fromQueueId: state.policy.queueId,
      kind: to.kind,
      policy: to.kind === 'queue' ? to.policy : state.policy,
      stay: state.stay,
      say,
      playbackId: freshId,
    },
  };
  if (to.kind === 'queue') return events(left);
  if (to.kind === 'number')
    return events(left, { type: 'CallSentOut', data: { ...here(state, command), ring: to.ring } });
  return say === null ? events(left, ...letGo(state, command.at)) : events(left);
}

/** He has heard where the queue stands; nobody will take the call. */
export const letGo = (state: CallState, at: number): CallEvent[] =>
  hungUp(state, { at, outcome: 'rejected', endedBy: 'system', because: 'overflow' });
