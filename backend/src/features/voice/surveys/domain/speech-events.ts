import type { DomainEvent } from '../../../../kernel/journal';

interface Said {
  readonly speechId: string;
  readonly runId: string;
  readonly questionId: string;
}

/** The switch has written what the caller said. */
export type SurveySpeechRecorded = DomainEvent<'SurveySpeechRecorded', { speechId: string; durationMs: number }>;
export type SurveySpeechKept = DomainEvent<'SurveySpeechKept', Said & { durationMs: number }>;
/** He said nothing, or next to nothing; the sound is gone. */
export type SurveySpeechTooShort = DomainEvent<'SurveySpeechTooShort', Said & { durationMs: number }>;
export type SurveySpeechLost = DomainEvent<'SurveySpeechLost', Said & { reason: string }>;
export type SurveySpeechHeard = DomainEvent<'SurveySpeechHeard', Said>;
export type SurveySpeechDeleted = DomainEvent<'SurveySpeechDeleted', Said & { because: 'by-retention' | 'erasure' }>;

export type SurveySpeechEvent =
  | SurveySpeechRecorded
  | SurveySpeechKept
  | SurveySpeechTooShort
  | SurveySpeechLost
  | SurveySpeechHeard
  | SurveySpeechDeleted;

export const SURVEY_SPEECH_EVENT_TYPES = [
  'SurveySpeechRecorded',
  'SurveySpeechKept',
  'SurveySpeechTooShort',
  'SurveySpeechLost',
  'SurveySpeechHeard',
  'SurveySpeechDeleted',
] as const satisfies readonly SurveySpeechEvent['type'][];
