import { countAnswered, withoutAbandoned } from './abandonment-window';
import { learnAnswered, learnDialled, learnUnanswered, ripen } from './answer-learning';
import { learnDuration, meanDuration } from './duration-learning';
import { advanceClock } from './engine-clock';
import type { PacingObservation } from './observation';
import type { PacingSettings } from './pacing-settings';
import type { AgentPace, PacingState } from './pacing-state';

/** The state after an observation. */
export function observePacing(
  before: PacingState,
  observation: PacingObservation,
  settings: PacingSettings,
): PacingState {
  const clock = advanceClock(before.clock, observation.at, before.dialled > 0);
  const state = { ...before, clock, answers: ripen(before.answers, clock.seconds, settings) };
  const now = clock.seconds;
  switch (observation.kind) {
    case 'dialled':
      return {
        ...state,
        answers: learnDialled(state.answers, now, observation.calls),
        dialled: state.dialled + observation.calls,
      };
    case 'unanswered': {
      const age = ageOf(observation);
      return { ...resolved(state), answers: learnUnanswered(state.answers, age) };
    }
    case 'answered': {
      const age = ageOf(observation);
      return { ...state, answers: learnAnswered(state.answers, now - age, age) };
    }
    case 'connected':
      if (observation.live === false) return resolved(state);
      return { ...resolved(state), window: counted(state, false, settings) };
    case 'live':
      return { ...state, window: counted(state, false, settings) };
    case 'machine':
      return observation.abandoned ? { ...state, window: withoutAbandoned(state.window) } : resolved(state);
    case 'abandoned':
      return { ...(observation.misjudged ? state : resolved(state)), window: counted(state, true, settings) };
    case 'talk-ended':
    case 'wrap-up-ended':
      return learnFromAgent(state, observation);
  }
}

const ageOf = ({ at, dialledAt }: { at: number; dialledAt: number }) => Math.max(0, (at - dialledAt) / 1000);

const resolved = (state: PacingState): PacingState => ({ ...state, dialled: Math.max(0, state.dialled - 1) });

const counted = (state: PacingState, abandoned: boolean, { windowSeconds }: PacingSettings) =>
  countAnswered(state.window, state.clock.seconds, { abandoned, windowSeconds });

type DurationEnded = Extract<PacingObservation, { kind: 'talk-ended' | 'wrap-up-ended' }>;

const AGENT_MEMORY = 150;
const STRANGER: AgentPace = { talks: 0, talkRatio: 0, wrapUps: 0, wrapUpRatio: 0 };

function learnFromAgent(state: PacingState, ended: DurationEnded): PacingState {
  const which = ended.kind === 'talk-ended' ? 'talk' : 'wrapUp';
  const seconds = Math.max(0, ended.seconds);
  const durations = { ...state.durations, [which]: learnDuration(state.durations[which], seconds) };
  const ratio = Math.min(5, seconds / Math.max(1, meanDuration(durations[which])));
  const agents = { ...state.agents, [ended.agentId]: paceAfter(state.agents[ended.agentId] ?? STRANGER, which, ratio) };
  const unpublished = state.unpublished + 1;
  const due = unpublished >= Math.max(10, 0.08 * durations.talk.weight);
  return due
    ? { ...state, durations, agents, published: durations, unpublished: 0 }
    : { ...state, durations, agents, unpublished };
}

function paceAfter(pace: AgentPace, which: 'talk' | 'wrapUp', ratio: number): AgentPace {
  const keep = 1 - 1 / AGENT_MEMORY;
  return which === 'talk'
    ? { ...pace, talks: pace.talks * keep + 1, talkRatio: pace.talkRatio * keep + ratio }
    : { ...pace, wrapUps: pace.wrapUps * keep + 1, wrapUpRatio: pace.wrapUpRatio * keep + ratio };
}
