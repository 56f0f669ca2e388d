import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { SpeechVoice } from '#contracts';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { Sound } from '../domain/sound';
import { chooseVoice, type SpeechEngine, type SpeechFailure, type Utterance } from '../port/speech-engine';
import { inTurns, runProgram } from './run-program';

export interface PiperOptions {
  readonly command: string;
  readonly models: readonly string[];
  readonly timeoutMs: number;
  readonly processes: number;
}

/** The part of a model's description that we use. */
const description = z.object({
  audio: z.object({ sample_rate: z.number().int().min(4_000).max(96_000) }),
  language: z.object({ code: z.string().regex(/^[a-z]{2,3}([_-][A-Za-z]{2})?$/) }),
});

interface Model {
  readonly path: string;
  readonly rate: number;
  readonly voice: SpeechVoice;
}

/** Piper: neural voices, one for each model file. */
export class PiperEngine implements SpeechEngine {
  readonly name = 'Piper';
  private models: Promise<readonly Model[]> | null = null;
  private readonly turn: ReturnType<typeof inTurns>;

  constructor(private readonly options: PiperOptions) {
    this.turn = inTurns(options.processes);
  }

  async voices(): Promise<readonly SpeechVoice[]> {
    return (await this.described()).map(({ voice }) => voice);
  }

  async speak(utterance: Utterance): Promise<Outcome<Sound, SpeechFailure>> {
    const models = await this.described();
    const chosen = chooseVoice(
      models.map(({ voice }) => voice),
      utterance,
    );
    const model = models.find(({ voice }) => voice === chosen);
    if (!model) return refused({ code: 'voice-unknown', detail: utterance.voice ?? utterance.language });
    const { command, timeoutMs } = this.options;
    // One line is one utterance: a line break would make Piper write several.
    const input = `${utterance.text.replaceAll(/\s+/g, ' ')}\n`;
    const args = ['--model', model.path, '--output-raw'];
    const ran = await this.turn(() => runProgram({ command, args, input, timeoutMs }));
    const sound = ran.kind === 'done' ? fromRaw(ran.output, model.rate) : null;
    if (sound && sound.samples.length > 0) return accepted(sound);
    const why = { absent: 'is not installed', done: 'gave no sound', failed: ran.kind === 'failed' ? ran.why : '' };
    return refused({ code: 'speech-unavailable', detail: `${command} ${why[ran.kind]}` });
  }

  private described(): Promise<readonly Model[]> {
    this.models ??= Promise.all(this.options.models.map(describe)).catch((error: unknown) => {
      this.models = null;
      throw error;
    });
    return this.models;
  }
}

async function describe(path: string): Promise<Model> {
  const { audio, language } = description.parse(JSON.parse(await readFile(`${path}.json`, 'utf8')));
  const id = basename(path, '.onnx');
  const [primary = '', country] = language.code.split(/[_-]/);
  const code = country ? `${primary}-${country.toUpperCase()}` : primary;
  return { path, rate: audio.sample_rate, voice: { id, name: id, language: code, gender: 'neutral' } };
}

function fromRaw(bytes: Buffer, rate: number): Sound {
  const samples = new Float32Array(Math.floor(bytes.length / 2));
  samples.forEach((_, n) => (samples[n] = bytes.readInt16LE(n * 2) / 32_768));
  return { rate, samples };
}
