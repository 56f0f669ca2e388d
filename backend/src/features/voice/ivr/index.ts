/** IVR: flows drawn by the customer, and callers' ways through them. */
export { IvrModule } from './ivr.module';
export { ivrArea } from './ivr.config';
export { AnswerDips } from './use-cases/answer-dips';
export { Flows } from './use-cases/flows';
export { Ivr, type IvrOrder } from './use-cases/ivr';
export { IvrTargets } from './use-cases/ivr-targets';
export { PublishFlow } from './use-cases/publish-flow';
export { callOfSession, sessionIdOf } from './domain/session-id';
export { isTemplate } from './domain/flow-template';
export { surveyFlowId, surveyOfFlow } from './domain/survey-flow-id';
export { SurveyFlows, type SurveyFlowSource } from './use-cases/survey-flows';
export type { LiveFlow } from './data/flow.store';
export { FLOW_EVENT_TYPES } from './domain/flow-events';
export { IVR_EVENT_TYPES } from './domain/ivr-events';
export type * from './domain/flow-events';
export type * from './domain/ivr-events';
export type { SessionDocument, SessionNode } from './domain/session-node';
export type { IvrState } from './domain/ivr-state';
