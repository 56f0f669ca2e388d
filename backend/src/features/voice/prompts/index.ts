/** Prompts: what callers hear, recorded or spoken, and playlists for waiting. */
export type { PromptRenderer, Rendered, RenderRefusal, RenderRequest, Spoken } from './domain/spoken';
