import type { AbandonmentWindow } from './abandonment-window';
import type { AnswerLearning } from './answer-learning';
import { initialAnswerLearning } from './answer-learning';
import type { DurationLearning } from './duration-learning';
import { initialDurationLearning } from './duration-learning';
import type { EngineClock } from './engine-clock';
import { initialEngineClock } from './engine-clock';

export interface LearntDurations {
  readonly talk: DurationLearning;
  readonly wrapUp: DurationLearning;
}

/** How an agent's durations compare with the campaign's: observed over expected seconds, with forgetting. */
export interface AgentPace {
  readonly talks: number;
  readonly talkRatio: number;
  readonly wrapUps: number;
  readonly wrapUpRatio: number;
}

/** Everything the pacer remembers: plain JSON, stored with the campaign and restored as it is. */
export interface PacingState {
  readonly clock: EngineClock;
  readonly answers: AnswerLearning;
  /** Learning goes on in `durations`; decisions use `published`, refreshed now and then because tables hang on it. */
  readonly durations: LearntDurations;
  readonly published: LearntDurations;
  readonly unpublished: number;
  readonly agents: Readonly<Record<string, AgentPace>>;
  readonly window: AbandonmentWindow;
  /** Calls dialled and not resolved as the observations tell it; the world's count rules when it is higher. */
  readonly dialled: number;
}

const untaught: LearntDurations = { talk: initialDurationLearning, wrapUp: initialDurationLearning };

export const initialPacingState: PacingState = {
  clock: initialEngineClock,
  answers: initialAnswerLearning,
  durations: untaught,
  published: untaught,
  unpublished: 0,
  agents: {},
  window: [],
  dialled: 0,
};
