import type { Instant } from '../../../../kernel/clock';
import { fold } from '../../../../kernel/decider';
import type { AgentEvent, AgentStatusChanged } from './agent-events';
import { heldBreak, statusOf, type AgentState } from './agent-state';
import { evolveAgent } from './evolve-agent';

/** The facts of a decision with what follows from them: another status with the stretch it closes, a break that begins or ends. */
export function withConsequences(state: AgentState, facts: readonly AgentEvent[], at: Instant): readonly AgentEvent[] {
  if (facts.length === 0) return facts;
  const after = fold({ evolve: evolveAgent }, state, facts);
  const changed = statusChange(state, after, at);
  return [...facts, ...changed, ...breakEnd(state, after, at), ...breakStart(state, after, at)];
}

/** A stretch that the clock says ended before it began (the clock went back) lasts nothing; it is never negative. */
function statusChange(state: AgentState, after: AgentState, at: Instant): AgentStatusChanged[] {
  const now = statusOf(after);
  const before = state.breakId ?? null;
  if (now.status === state.status && now.reason === state.reason && now.breakId === before) return [];
  const end = Math.max(at, state.since);
  const since = state.since === 0 ? end : state.since;
  return [
    {
      type: 'AgentStatusChanged',
      data: {
        from: state.status,
        fromReason: state.reason,
        fromBreak: before,
        since,
        durationMs: end - since,
        to: now.status,
        toReason: now.reason,
        toBreak: now.breakId,
        at: end,
      },
    },
  ];
}

/** A break ends when the agent turns to something else, not when a call interrupts it. */
function breakEnd(state: AgentState, after: AgentState, at: Instant): AgentEvent[] {
  const held = heldBreak(state);
  if (!held || heldBreak(after)?.breakId === held.breakId) return [];
  const end = Math.max(at, state.since);
  const last = state.breakId === held.breakId ? end - state.since : 0;
  return [{ type: 'AgentBreakEnded', data: { ...held, spentMs: held.spentMs + last, at: end } }];
}

function breakStart(state: AgentState, after: AgentState, at: Instant): AgentEvent[] {
  const held = heldBreak(after);
  if (!held || held.startedAt !== null || statusOf(after).breakId !== held.breakId) return [];
  const { breakId, kindId } = held;
  return [{ type: 'AgentBreakStarted', data: { breakId, kindId, at: Math.max(at, state.since) } }];
}
