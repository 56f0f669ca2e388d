import type { SpeechVoice } from '#contracts';
import { config } from '../../../../platform/config';
import type { Outcome } from '../../../../kernel/outcome';
import type { Sound } from '../domain/sound';
import { chooseVoice, type SpeechEngine, type SpeechFailure, type Utterance } from '../port/speech-engine';
import { EspeakEngine } from './espeak-engine';
import { PiperEngine } from './piper-engine';
import { speechArea } from './speech.config';

/** The engines of this machine as one: voices of the better engine come first, a voice finds its engine by its name. */
export class InstalledSpeech implements SpeechEngine {
  constructor(private readonly engines: readonly [SpeechEngine, ...SpeechEngine[]]) {}

  get name(): string {
    return this.engines.map(({ name }) => name).join(', ');
  }

  async voices(): Promise<readonly SpeechVoice[]> {
    return (await Promise.all(this.engines.map((engine) => engine.voices()))).flat();
  }

  async speak(utterance: Utterance): Promise<Outcome<Sound, SpeechFailure>> {
    for (const engine of this.engines)
      if (chooseVoice(await engine.voices(), utterance)) return engine.speak(utterance);
    return lastOf(this.engines).speak(utterance);
  }
}

const lastOf = (engines: readonly [SpeechEngine, ...SpeechEngine[]]): SpeechEngine => engines.at(-1) ?? engines[0];

/** eSpeak NG, and Piper before it when models are configured. */
export function installedSpeech(): SpeechEngine {
  const { espeak, piper, piperModels, timeoutMs, processes } = config(speechArea);
  const embedded = new EspeakEngine({ command: espeak, timeoutMs, processes });
  if (piperModels.length === 0) return embedded;
  return new InstalledSpeech([
    new PiperEngine({ command: piper, models: piperModels, timeoutMs, processes }),
    embedded,
  ]);
}
