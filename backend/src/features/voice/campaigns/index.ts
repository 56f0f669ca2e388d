/** Predictive pacing: how many calls a campaign places now. Pure; the state is plain JSON. */
export { decidePacing } from './domain/pacing/decide-pacing';
export type { PacingDecision, PacingExplanation, PacingForecast, PacingLimit } from './domain/pacing/explanation';
export { observePacing } from './domain/pacing/observe-pacing';
export type { PacedAgent, PacingObservation, PacingWorld } from './domain/pacing/observation';
export { DEFAULT_PACING_SETTINGS } from './domain/pacing/pacing-settings';
export type { PacingSettings } from './domain/pacing/pacing-settings';
export { initialPacingState } from './domain/pacing/pacing-state';
export type { PacingState } from './domain/pacing/pacing-state';
