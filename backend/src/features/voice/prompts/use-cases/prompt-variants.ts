import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { PROMPT_SOUND_LIMITS, type Prompt, type PromptSource, type SavePromptText } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { sniffUpload, type FileTooLarge, type StorageFull, type UploadRefused } from '../../../../platform/files';
import { PromptStore, type StoredVariant } from '../data/prompt.store';
import { SoundFiles, type KeptSound } from '../data/sound-files';
import { levelled, loudness, millisecondsOf, type Sound } from '../domain/sound';
import { checkTemplate, type TemplateRefusal } from '../domain/template';
import { decodeSound, type SoundUnreadable } from '../speech/decode-sound';
import { fromWav } from '../domain/wav';
import { PromptSettings, type PromptRefusal } from './prompt-settings';
import { Speech, type SpeechRefusal } from './speech';
import { REPLACED_MS, SPEECH_DECIBELS, SpeechCache } from './speech-cache';

/** `sound-too-short`: under a tenth of a second; `sound-silent`: nothing can be heard. */
export type VariantRefusal =
  | PromptRefusal
  | TemplateRefusal
  | SpeechRefusal
  | UploadRefused
  | FileTooLarge
  | StorageFull
  | SoundUnreadable
  | Refusal<'sound-too-short' | 'sound-silent'>;
type Saved = Outcome<Prompt, VariantRefusal>;
type Content = Pick<StoredVariant, 'source' | 'template' | 'voice' | 'variables' | 'sound' | 'milliseconds'>;

export interface VariantPlace {
  readonly promptId: string;
  readonly language: string;
  readonly meta: EventMeta;
}

const SHORTEST_MS = 100;
/** Music lies below speech, so that an announcement after it is not missed. */
const MUSIC_DECIBELS = -24;

/** What a prompt says in one language: from a file, the microphone, or a text. What was there before plays on where it plays. */
@Injectable()
export class PromptVariants {
  constructor(
    private readonly settings: PromptSettings,
    private readonly store: PromptStore,
    private readonly files: SoundFiles,
    private readonly speech: Speech,
    private readonly cache: SpeechCache,
    private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async saveSound(place: VariantPlace, source: Exclude<PromptSource, 'text'>, upload: Readable): Promise<Saved> {
    const prompt = await this.store.find(this.database.read, place.promptId);
    if (!prompt) return refused({ code: 'prompt-not-found' });
    const sound = await readSound(upload);
    if (!sound.ok) return sound;
    const kept = await this.keep(
      place,
      levelled(sound.value, prompt.kind === 'music' ? MUSIC_DECIBELS : SPEECH_DECIBELS),
    );
    if (!kept.ok) return kept;
    const { sound: name, milliseconds } = kept.value;
    return this.put(place, { source, template: null, voice: null, variables: [], sound: name, milliseconds });
  }

  async saveText(place: VariantPlace, { template, voice }: SavePromptText): Promise<Saved> {
    const checked = checkTemplate(template);
    if (!checked.ok) return checked;
    const { promptId, language } = place;
    if (!(await this.store.find(this.database.read, promptId))) return refused({ code: 'prompt-not-found' });
    const content = { source: 'text', template, voice, variables: checked.value } as const;
    if (checked.value.length > 0) {
      const able = await this.cache.canSpeak(language, voice);
      return able.ok ? this.put(place, { ...content, sound: null, milliseconds: null }) : able;
    }
    const kept = await this.spoken(place, template, voice);
    if (!kept.ok) return kept;
    return this.put(place, { ...content, sound: kept.value.sound, milliseconds: kept.value.milliseconds });
  }

  /** A text for everybody: converted now, charged once, and a file of the prompt from here on. */
  private async spoken(
    place: VariantPlace,
    text: string,
    voice: string | null,
  ): Promise<Outcome<KeptSound, VariantRefusal>> {
    const said = text.replaceAll(/\s+/g, ' ').trim();
    const { language, meta } = place;
    const fragments = [{ text: said, variable: false }];
    const spoken = await this.speech.speak({ fragments, language, voice, dynamic: false, meta });
    if (!spoken.ok) return spoken;
    const wav = await this.files.read(spoken.value[0]?.sound ?? '', 16_000);
    const sound = wav && fromWav(wav);
    return sound ? this.keep(place, sound) : refused({ code: 'speech-unavailable', detail: 'the sound was evicted' });
  }

  private keep({ promptId, language }: VariantPlace, sound: Sound): Promise<Outcome<KeptSound, StorageFull>> {
    return this.files.keep(`prompts/${promptId}/${language}-${this.ids.next()}`, sound);
  }

  private async put({ promptId, language, meta }: VariantPlace, content: Content): Promise<Saved> {
    const replaced = await this.database.transaction(async (tx) => {
      if (!(await this.store.lock(tx, promptId))) return refused({ code: 'prompt-not-found' } as const);
      const before = (await this.store.variants(tx, promptId)).find((variant) => variant.language === language);
      await this.store.saveVariant(tx, promptId, { language, ...content }, this.clock.now());
      const saved = await this.settings.announce(tx, promptId, meta);
      return saved.ok ? accepted({ prompt: saved.value, before: before?.sound ?? null }) : saved;
    });
    const stale = replaced.ok ? replaced.value.before : content.sound;
    if (stale !== null) await this.cache.forgetLater([stale], REPLACED_MS);
    return replaced.ok ? accepted(replaced.value.prompt) : replaced;
  }
}

async function readSound(upload: Readable): Promise<Outcome<Sound, VariantRefusal>> {
  const limited = await collect(upload);
  if (!limited.ok) return limited;
  const sniffed = await sniffUpload(Readable.from([limited.value]), ['sound']);
  if (!sniffed.ok) return sniffed;
  const decoded = await decodeSound(sniffed.value.mediaType, limited.value, PROMPT_SOUND_LIMITS.milliseconds);
  if (!decoded.ok) return decoded;
  if (millisecondsOf(decoded.value) < SHORTEST_MS) return refused({ code: 'sound-too-short' });
  return loudness(decoded.value) === 0 ? refused({ code: 'sound-silent' }) : decoded;
}

async function collect(upload: Readable): Promise<Outcome<Buffer, FileTooLarge>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of upload as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > PROMPT_SOUND_LIMITS.bytes) return refused({ code: 'file-too-large', limit: PROMPT_SOUND_LIMITS.bytes });
    chunks.push(chunk);
  }
  return accepted(Buffer.concat(chunks));
}
