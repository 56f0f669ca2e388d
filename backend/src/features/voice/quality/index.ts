/** Quality assurance: conversations assessed by scorecards. */
export { QualityModule } from './quality.module';
export { Scorecards } from './use-cases/scorecards';
export { QUALITY_EVENT_TYPES } from './domain/quality-events';
export type * from './domain/quality-events';
