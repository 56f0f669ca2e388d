import type { NotLaunchedReason, SurveyRule, SurveyRun } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { DomainEvent } from '../../../../kernel/journal';

type Of<Type extends string, Data> = DomainEvent<Type, Data & { readonly at: Instant }>;

/** Whose opinion it is, on which conversation, with whom. */
export interface Asked {
  readonly surveyId: string;
  readonly callId: string;
  readonly queueId: string | null;
  readonly agentId: string | null;
  readonly contactId: string | null;
  readonly number: string | null;
  readonly language: string;
}

/** The conversation began in a queue that has a survey. `refused`: why he will not be asked, as far as it is known by now. */
export type SurveyPlanned = Of<'SurveyPlanned', Asked & { rule: SurveyRule; refused: NotLaunchedReason | null }>;
/** The agent has hung up and the caller has been kept. */
export type SurveyCallerKept = Of<'SurveyCallerKept', { surveyCallId: string }>;
export type SurveyScheduled = Of<'SurveyScheduled', { due: Instant; attempt: number; endedAt: Instant }>;
export type SurveyCallPlaced = Of<'SurveyCallPlaced', { surveyCallId: string; attempt: number }>;
export type SurveyAttemptFailed = Of<'SurveyAttemptFailed', { attempt: number; because: string }>;
/** He hears the survey: this is what is metered. */
export type SurveyLaunched = Of<
  'SurveyLaunched',
  Asked & { version: number; surveyCallId: string; via: SurveyRun['via'] }
>;
export type SurveyFinished = Of<'SurveyFinished', { completed: boolean; answers: Readonly<Record<string, string>> }>;
export type SurveyNotLaunched = Of<
  'SurveyNotLaunched',
  { callId: string; surveyId: string; reason: NotLaunchedReason }
>;

export type SurveyRunEvent =
  | SurveyPlanned
  | SurveyCallerKept
  | SurveyScheduled
  | SurveyCallPlaced
  | SurveyAttemptFailed
  | SurveyLaunched
  | SurveyFinished
  | SurveyNotLaunched;

export const SURVEY_RUN_EVENT_TYPES = [
  'SurveyPlanned',
  'SurveyCallerKept',
  'SurveyScheduled',
  'SurveyCallPlaced',
  'SurveyAttemptFailed',
  'SurveyLaunched',
  'SurveyFinished',
  'SurveyNotLaunched',
] as const satisfies readonly SurveyRunEvent['type'][];
