/** Surveys after conversations: what callers think of the service. */
export { SurveysModule } from './surveys.module';
export { Surveys } from './use-cases/surveys';
export { SurveyStore } from './data/survey.store';
export { SURVEY_RUN_EVENT_TYPES } from './domain/run-events';
export { SURVEY_SPEECH_EVENT_TYPES } from './domain/speech-events';
export { SURVEY_EVENT_TYPES } from './domain/survey-events';
export type * from './domain/run-events';
export type * from './domain/speech-events';
export type * from './domain/survey-events';
