/** Prompts: what callers hear, recorded or spoken, and playlists for waiting. */
export { PromptsModule } from './prompts.module';
export { Prompts } from './use-cases/prompts';
export { Playlists } from './use-cases/playlists';
export { PromptUses, type UsesOf } from './use-cases/prompt-uses';
export { PROMPT_EVENT_TYPES } from './use-cases/prompt-settings';
export { SPEECH_EVENT_TYPES } from './use-cases/speech';
export { SPEECH_ENGINE, type SpeechEngine } from './port/speech-engine';
export { checkTemplate, SPEECH_VARIABLES } from './domain/template';
export { countCharacters } from './domain/count-characters';
export type { PromptRenderer, Rendered, RenderRefusal, RenderRequest, Spoken } from './domain/spoken';
