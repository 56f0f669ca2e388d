/** Scripts of conversations: what an agent says and asks, step by step. */
export { ScriptsModule } from './scripts.module';
export { Scripts } from './use-cases/scripts';
/** Which scripts there are, for whoever starts one. */
export { ScriptStore } from './data/script.store';
export { SCRIPT_EVENT_TYPES } from './domain/script-events';
export { SCRIPT_RUN_EVENT_TYPES } from './domain/script-run';
export type * from './domain/script-events';
export type { ScriptFinished, ScriptRunEvent, ScriptStarted, ScriptStepSaved } from './domain/script-run';
