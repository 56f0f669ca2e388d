import type { PromptLanguage } from '#contracts';
import type { Outcome, Refusal } from '../../../../kernel/outcome';

/** What somebody shall hear: a prompt of the library, or a text that is turned into speech. Templates are Liquid. */
export type Spoken =
  | { readonly kind: 'prompt'; readonly promptId: string }
  | { readonly kind: 'text'; readonly template: string; readonly voice?: string | undefined };

export interface Rendered {
  /** Absolute paths of 8 kHz mono WAV files on this machine, to be played in this order. */
  readonly files: readonly string[];
  readonly milliseconds: number;
}

/**
 * - `prompt-unknown`: no prompt has this id
 * - `language-missing`: the prompt has no variant in the language
 * - `template-invalid`: the text is no Liquid template; `detail` says where
 * - `speech-unavailable`: no speech engine, or it failed; `detail` says how to have one
 * - `feature-not-in-order`: the Order has no text to speech
 * - `limit-reached`: the hard stop that an administrator has set for characters
 * - `voice-unknown`: the engine has no such voice, or none for the language
 * - `storage-full`: no room for the sound
 * - `text-empty`: nothing to say is left after the variables were filled in
 */
export type RenderRefusal =
  | Refusal<'prompt-unknown'>
  | Refusal<'text-empty'>
  | Refusal<'feature-not-in-order'>
  | { readonly code: 'language-missing'; readonly languages: readonly PromptLanguage[] }
  | { readonly code: 'template-invalid'; readonly detail: string }
  | { readonly code: 'speech-unavailable'; readonly detail: string }
  | { readonly code: 'limit-reached'; readonly meterId: string; readonly limit: number }
  | { readonly code: 'voice-unknown'; readonly detail: string }
  | { readonly code: 'storage-full'; readonly used: number; readonly quota: number };

export interface RenderRequest {
  readonly spoken: Spoken;
  readonly language: PromptLanguage;
  readonly variables?: Readonly<Record<string, string>>;
  /** Names one conversion: repeating it (a redelivered event) charges its characters once. Absent: each one counts. */
  readonly once?: string;
}

/** What `Prompts` answers to callers of this feature. */
export interface PromptRenderer {
  render(request: RenderRequest): Promise<Outcome<Rendered, RenderRefusal>>;
  /** Whether the prompt can be heard in the language: what a flow's validation asks. */
  exists(promptId: string, language: PromptLanguage): Promise<boolean>;
}
