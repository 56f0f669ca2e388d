import type { NotLaunchedReason, SurveyRule, SurveyRun } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { Asked, SurveyRunEvent } from './run-events';

export interface RunState {
  /** `kept`: the caller's line has been kept, the survey has not begun yet. */
  readonly phase:
    'none' | 'planned' | 'kept' | 'scheduled' | 'calling' | 'running' | 'completed' | 'broken-off' | 'not-launched';
  readonly asked: Asked | null;
  readonly rule: SurveyRule | null;
  readonly refused: NotLaunchedReason | null;
  readonly reason: NotLaunchedReason | null;
  readonly via: SurveyRun['via'];
  readonly version: number | null;
  readonly surveyCallId: string | null;
  readonly attempt: number;
  readonly due: Instant | null;
  /** Of the conversation. */
  readonly endedAt: Instant | null;
  /** Of the launch, before it of the plan. */
  readonly at: Instant;
  readonly finishedAt: Instant | null;
  readonly answers: Readonly<Record<string, string>>;
}

export const INITIAL_RUN: RunState = {
  phase: 'none',
  asked: null,
  rule: null,
  refused: null,
  reason: null,
  via: 'flow',
  version: null,
  surveyCallId: null,
  attempt: 0,
  due: null,
  endedAt: null,
  at: 0,
  finishedAt: null,
  answers: {},
};

export function evolveRun(state: RunState, event: SurveyRunEvent): RunState {
  switch (event.type) {
    case 'SurveyPlanned': {
      const { at, rule, refused, ...asked } = event.data;
      return { ...state, phase: 'planned', asked, rule, refused, via: rule.when, at };
    }
    case 'SurveyCallerKept':
      return { ...state, phase: 'kept', surveyCallId: event.data.surveyCallId, endedAt: event.data.at };
    case 'SurveyScheduled': {
      const { due, attempt, endedAt } = event.data;
      return { ...state, phase: 'scheduled', due, attempt, endedAt, surveyCallId: null };
    }
    case 'SurveyCallPlaced':
      return { ...state, phase: 'calling', surveyCallId: event.data.surveyCallId, due: null };
    case 'SurveyAttemptFailed':
      return state;
    case 'SurveyLaunched': {
      const { at, version, surveyCallId, via, ...asked } = event.data;
      return { ...state, phase: 'running', asked, version, surveyCallId, via, at, due: null };
    }
    case 'SurveyFinished': {
      const { at, completed, answers } = event.data;
      return { ...state, phase: completed ? 'completed' : 'broken-off', answers, finishedAt: at };
    }
    case 'SurveyNotLaunched':
      return { ...state, phase: 'not-launched', reason: event.data.reason, due: null, finishedAt: event.data.at };
  }
}
