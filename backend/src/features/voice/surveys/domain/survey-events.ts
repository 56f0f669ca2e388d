import type { SurveyRule } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';

/** Settings: what somebody did with a survey. */
export type SurveySettingsEvent =
  | DomainEvent<'SurveySaved', { surveyId: string; name: string; rules: readonly SurveyRule[] }>
  | DomainEvent<'SurveyDraftSaved', { surveyId: string; name: string; draftVersion: number }>
  | DomainEvent<'SurveyPublished', { surveyId: string; name: string; number: number; note: string }>
  | DomainEvent<'SurveyDeleted', { surveyId: string; name: string }>;

export const SURVEY_EVENT_TYPES = [
  'SurveySaved',
  'SurveyDraftSaved',
  'SurveyPublished',
  'SurveyDeleted',
] as const satisfies readonly SurveySettingsEvent['type'][];
