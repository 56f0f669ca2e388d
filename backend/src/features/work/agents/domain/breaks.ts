import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { AgentCommand, AgentRefusal } from './agent-commands';
import type { AgentEvent } from './agent-events';
import { heldBreak, type AgentState } from './agent-state';

type Decision = Outcome<readonly AgentEvent[], AgentRefusal>;
type Command<Type extends AgentCommand['type']> = Extract<AgentCommand, { type: Type }>;

/** A break that has its place begins now, or after the work in hand; one that is over does not begin again. */
export function takeBreak(state: AgentState, { granted, note }: Command<'TakeBreak'>): Decision {
  const { breakId } = granted;
  if (state.closed.includes(breakId) || heldBreak(state)?.breakId === breakId) return accepted([]);
  if (state.sessionId === null) return refused({ code: 'agent-offline' });
  const engaged = state.work.length > 0 || state.offers.length > 0;
  const effective = engaged ? 'after-work' : 'now';
  return accepted([{ type: 'AgentBreakTaken', data: { granted, effective, note } }]);
}

/** Told once: the timer is set anew only when the break goes on after an interruption. */
export function breakLimitElapsed(state: AgentState, { breakId }: Command<'BreakLimitElapsed'>): Decision {
  const held = heldBreak(state);
  if (held?.breakId !== breakId || state.breakId !== breakId || held.limitMs === null) return accepted([]);
  const { kindId, name, limitMs } = held;
  return accepted([{ type: 'AgentBreakOverLimit', data: { breakId, kindId, name, limitMs } }]);
}
