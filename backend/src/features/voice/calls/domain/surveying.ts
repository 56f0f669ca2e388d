import type { CallDecision, CommandOf } from './call-commands';
import type { CallEvent } from './call-events';
import { isOver, NO_POLICY, type CallState } from './call-state';
import { events, here, ignore } from './decisions';
import { hungUp, type Ending } from './ending';
import { flowBegun } from './flow-entered';
import type { CallSurveyBegan, CallSurveyDialed, Surveyed } from './survey-call-events';

/** Somebody wants the caller's opinion when the agent hangs up, or (null) does not want it any more. */
export function planSurvey(state: CallState, command: CommandOf<'PlanSurvey'>): CallDecision {
  if (isOver(state)) return ignore;
  return events({ type: 'CallSurveyPlanned', data: { ...here(state, command), survey: command.survey } });
}

/** The agent hangs up: the line ends, unless the caller is asked for his opinion first. */
export function endedByAgent(state: CallState, ending: Ending & { readonly freshId: string }): CallEvent[] {
  const { survey, far } = state;
  if (!survey || far?.party.kind !== 'number' || !talkedEnough(state, ending.at)) return hungUp(state, ending);
  const { legId } = far;
  const { flowId } = survey;
  const recording = state.recording?.path ?? null;
  const data = { ...here(state, ending), legId, surveyCallId: ending.freshId, flowId, recording };
  return [{ type: 'CallPassedToSurvey', data }, ...hungUp(state, { ...ending, kept: legId })];
}

const talkedEnough = ({ survey, answeredAt, phase }: CallState, at: number): boolean =>
  (phase === 'talking' || phase === 'held') && answeredAt !== null && at - answeredAt >= (survey?.minimumTalkMs ?? 0);

/** The line of a caller whose agent has hung up: it is up already, and goes straight into the survey. */
export function takeOver(state: CallState, command: CommandOf<'TakeOver'>): CallDecision {
  if (state.phase !== 'none') return ignore;
  const { type: _type, freshId: _freshId, ...data } = command;
  const began: CallEvent = { type: 'CallSurveyBegan', data };
  return events(began, flowBegun(begun(state, data), command, command.flowId));
}

export function dialSurvey(state: CallState, command: CommandOf<'DialSurvey'>): CallDecision {
  if (state.phase !== 'none') return ignore;
  const { type: _type, freshId: _freshId, ...data } = command;
  return events({ type: 'CallSurveyDialed', data });
}

/** Whom the system called has answered. */
export function surveyAnswered(state: CallState, command: { at: number; freshId: string }): CallDecision {
  const { far, flow } = state;
  if (state.phase !== 'dialing' || !far || !flow) return ignore;
  const up = { ...here(state, command), legId: far.legId, greeting: null, playbackId: command.freshId };
  return events({ type: 'CallPickedUp', data: up }, flowBegun(state, command, flow.flowId));
}

/** State after what is told of surveys. */
export function evolveSurvey(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'CallSurveyPlanned':
      return { ...state, survey: event.data.survey };
    case 'CallSurveyBegan':
      return begun(state, event.data);
    case 'CallSurveyDialed':
      return dialed(state, event.data);
    default:
      return state;
  }
}

function begun(state: CallState, data: CallSurveyBegan['data']): CallState {
  const { legId, trunk, direction } = data;
  const party = { kind: 'number', number: data.number ?? '' } as const;
  return {
    ...asked(state, data),
    continues: data.of,
    phase: 'ivr',
    audio: 'ivr',
    direction,
    far: { legId, party, trunk, stage: 'up', offerId: null },
  };
}

function dialed(state: CallState, data: CallSurveyDialed['data']): CallState {
  const { legId, party, trunk } = data.ring;
  return {
    ...asked(state, data),
    phase: 'dialing',
    direction: 'outbound',
    far: { legId, party, trunk, stage: 'expected', offerId: null },
  };
}

const asked = (
  state: CallState,
  { of, flowId, number, ownNumber, contact, nodeId, at }: Surveyed & { nodeId: string; at: number },
): CallState => ({
  ...state,
  nodeId,
  policy: NO_POLICY,
  flow: { flowId, session: 1, returns: false },
  surveyOf: of,
  number,
  ownNumber,
  contact,
  startedAt: at,
});
