import type { PromptLanguage, SpeechVoice } from '#contracts';
import type { Outcome } from '../../../../kernel/outcome';
import type { Sound } from '../domain/sound';

export interface Utterance {
  readonly text: string;
  readonly language: PromptLanguage;
  /** One of `voices()`; null is the language's first. */
  readonly voice: string | null;
}

/**
 * - `speech-unavailable`: no engine is there, or it failed; `detail` says what to do
 * - `voice-unknown`: the engine has no such voice, or none for the language
 */
export interface SpeechFailure {
  readonly code: 'speech-unavailable' | 'voice-unknown';
  readonly detail: string;
}

/** Text to speech. Never throws for what the engine does; a text is data, never a command or markup. */
export interface SpeechEngine {
  readonly name: string;
  /** Empty when the engine is not installed. */
  voices(): Promise<readonly SpeechVoice[]>;
  speak(utterance: Utterance): Promise<Outcome<Sound, SpeechFailure>>;
}

/** Nest token of the `SpeechEngine`. */
export const SPEECH_ENGINE = Symbol('SpeechEngine');

/** `pt` may speak `pt-BR` and the other way round; the exact voice comes first. */
export function speaks(voice: SpeechVoice, language: PromptLanguage): boolean {
  return voice.language === language || primary(voice.language) === primary(language);
}

const primary = (language: PromptLanguage): string => language.split('-')[0] ?? language;

/** The voice that was asked for, or the first of the language; undefined when there is none. */
export function chooseVoice(
  voices: readonly SpeechVoice[],
  { language, voice }: Pick<Utterance, 'language' | 'voice'>,
): SpeechVoice | undefined {
  if (voice !== null) return voices.find(({ id }) => id === voice);
  return voices.find((each) => each.language === language) ?? voices.find((each) => speaks(each, language));
}
