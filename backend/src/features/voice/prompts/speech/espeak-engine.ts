import type { SpeechVoice } from '#contracts';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import type { Sound } from '../domain/sound';
import { fromWav } from '../domain/wav';
import { chooseVoice, type SpeechEngine, type SpeechFailure, type Utterance } from '../port/speech-engine';
import { inTurns, runProgram, type Ran } from './run-program';

export interface EspeakOptions {
  readonly command: string;
  readonly timeoutMs: number;
  readonly processes: number;
}

/** Variants that sound well at telephone quality, offered for every language beside the plain voice. */
const VARIANTS = [
  { suffix: '', name: '', gender: 'male' },
  { suffix: '+f2', name: ' (F2)', gender: 'female' },
  { suffix: '+f4', name: ' (F4)', gender: 'female' },
  { suffix: '+m3', name: ' (M3)', gender: 'male' },
] as const;

/** Slightly slower than the engine's 175 words a minute: telephone bandwidth takes consonants away. */
const WORDS_PER_MINUTE = '155';

/** eSpeak NG: small, in Debian, more than a hundred languages. */
export class EspeakEngine implements SpeechEngine {
  readonly name = 'eSpeak NG';
  private known: Promise<readonly SpeechVoice[]> | null = null;
  private readonly turn: ReturnType<typeof inTurns>;

  constructor(private readonly options: EspeakOptions) {
    this.turn = inTurns(options.processes);
  }

  /** Asked once while they are there; an engine that was absent is looked for again, so installing it needs no restart. */
  async voices(): Promise<readonly SpeechVoice[]> {
    this.known ??= this.list();
    const voices = await this.known;
    if (voices.length === 0) this.known = null;
    return voices;
  }

  async speak(utterance: Utterance): Promise<Outcome<Sound, SpeechFailure>> {
    const voices = await this.voices();
    if (voices.length === 0) return this.absent();
    const voice = chooseVoice(voices, utterance);
    if (!voice) return refused({ code: 'voice-unknown', detail: utterance.voice ?? utterance.language });
    const args = ['-v', voice.id, '-s', WORDS_PER_MINUTE, '-b', '1', '-z', '--stdin', '--stdout'];
    const ran = await this.turn(() => this.run(args, withoutPhonemes(utterance.text)));
    if (ran.kind === 'absent') return this.absent();
    const sound = ran.kind === 'done' ? fromWav(ran.output) : null;
    if (sound && sound.samples.length > 0) return accepted(sound);
    const why = ran.kind === 'failed' ? ran.why : 'gave no sound';
    return refused({ code: 'speech-unavailable', detail: `${this.options.command} ${why}` });
  }

  private async list(): Promise<readonly SpeechVoice[]> {
    const ran = await this.run(['--voices']);
    return ran.kind === 'done' ? voicesIn(ran.output.toString('utf8')) : [];
  }

  private run(args: readonly string[], input = ''): Promise<Ran> {
    const { command, timeoutMs } = this.options;
    return runProgram({ command, args, input, timeoutMs });
  }

  private absent(): Outcome<Sound, SpeechFailure> {
    this.known = null;
    const detail = `${this.options.command} is not installed: apt-get install espeak-ng`;
    return refused({ code: 'speech-unavailable', detail });
  }
}

/** `[[…]]` would be read as phonemes. */
const withoutPhonemes = (text: string): string => text.replaceAll('[[', '[ [').replaceAll(']]', '] ]');

/** ` 5  pl              --/M      Polish             zlw/pl               ` */
const ROW = /^\s*\d+\s+(\S+)\s+(?:--|\d+)\/([MF-])\s+(\S+)\s+\S+/;

export function voicesIn(table: string): SpeechVoice[] {
  const base = table.split('\n').flatMap((line) => {
    const [, id, , name] = ROW.exec(line) ?? [];
    const language = id && languageOf(id);
    return id && name && language ? [{ id, name: name.replaceAll('_', ' '), language }] : [];
  });
  const once = [...new Map(base.map((voice) => [voice.id, voice])).values()];
  return once.flatMap(({ id, name, language }) =>
    VARIANTS.map((variant) => ({
      id: id + variant.suffix,
      name: name + variant.name,
      language,
      gender: variant.gender,
    })),
  );
}

/** `en-gb-x-rp` and `en-029` are English; `pt-br` is `pt-BR`; what is no language code is left out. */
function languageOf(id: string): string | null {
  const [primary = '', country = '', ...more] = id.toLowerCase().split('-');
  if (!/^[a-z]{2,3}$/.test(primary)) return null;
  return /^[a-z]{2}$/.test(country) && more.length === 0 ? `${primary}-${country.toUpperCase()}` : primary;
}
