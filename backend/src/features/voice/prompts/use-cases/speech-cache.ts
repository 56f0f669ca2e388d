import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { IDS, type Ids } from '../../../../kernel/ids';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import type { StorageFull } from '../../../../platform/files';
import { Schedule } from '../../../../platform/schedule';
import { FragmentStore } from '../data/fragment.store';
import { SoundFiles, type KeptSound } from '../data/sound-files';
import { levelled } from '../domain/sound';
import {
  chooseVoice,
  SPEECH_ENGINE,
  type SpeechEngine,
  type SpeechFailure,
  type Utterance,
} from '../port/speech-engine';
import { speechArea } from '../speech/speech.config';

export interface SpokenFragment {
  /** File name without rate and extension; see `SoundFiles`. */
  readonly sound: string;
  readonly milliseconds: number;
  /** Of a kept fragment; null of what was made for one listener. */
  readonly hash: string | null;
}

type Spoken = Outcome<SpokenFragment, SpeechFailure | StorageFull>;

/** Comfortable beside other telephone prompts. */
export const SPEECH_DECIBELS = -20;
const FORGET = 'prompts.forget-sounds';
/** Longer than any call plays what was made for it. */
const LIVE_MS = 3_600_000;
/** Calls that play a replaced sound have ended by then. */
export const REPLACED_MS = 24 * 3_600_000;
const forgetting = z.object({ sounds: z.array(z.string()) });

/** Speech as files: what everybody hears is kept under the hash of its text; what one person hears goes after an hour. */
@Injectable()
export class SpeechCache implements OnModuleInit {
  private readonly underWay = new Map<string, Promise<Spoken>>();

  constructor(
    @Inject(SPEECH_ENGINE) private readonly engine: SpeechEngine,
    private readonly store: FragmentStore,
    private readonly files: SoundFiles,
    private readonly schedule: Schedule,
    private readonly database: Database,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(FORGET, async (payload) => {
      for (const sound of forgetting.parse(payload).sounds) await this.files.forget(sound);
    });
  }

  /** From the cache, or made and kept; two who want the same wait for one conversion. */
  fixed(utterance: Utterance): Promise<Spoken> {
    const hash = hashOf(this.engine.name, utterance);
    const running = this.underWay.get(hash);
    if (running) return running;
    const work = this.fixedOnce(hash, utterance).finally(() => this.underWay.delete(hash));
    this.underWay.set(hash, work);
    return work;
  }

  /** Never kept: it may name a person or a debt. */
  async live(utterance: Utterance): Promise<Spoken> {
    const made = await this.make(`speech-live/${this.ids.next()}`, utterance);
    if (!made.ok) return made;
    await this.forgetLater([made.value.sound], LIVE_MS);
    return accepted({ ...made.value, hash: null });
  }

  /** Whether a voice is there, without speaking: what a text that is generated live is asked when it is saved. */
  async canSpeak(language: string, voice: string | null): Promise<Outcome<void, SpeechFailure>> {
    const voices = await this.engine.voices();
    if (chooseVoice(voices, { language, voice })) return accepted(undefined);
    if (voices.length > 0) return refused({ code: 'voice-unknown', detail: voice ?? language });
    const failed = await this.engine.speak({ text: 'a', language, voice });
    return failed.ok ? accepted(undefined) : failed;
  }

  /** Removes sounds when nobody plays them any more; safe to call again with the same. */
  async forgetLater(sounds: readonly string[], afterMs: number): Promise<void> {
    const due = this.clock.now() + afterMs;
    const [first] = sounds;
    if (!first) return;
    await this.database.transaction((tx) =>
      this.schedule.at(tx, { key: `${FORGET}:${first}`, due, command: FORGET, payload: { sounds } }),
    );
  }

  private async fixedOnce(hash: string, utterance: Utterance): Promise<Spoken> {
    const kept = await this.store.find(hash);
    if (kept && (await this.files.isWhole(kept.sound))) {
      await this.store.touch(hash, this.clock.now());
      return accepted({ sound: kept.sound, milliseconds: kept.milliseconds, hash });
    }
    const made = await this.make(`speech/${hash.slice(0, 2)}/${hash}`, utterance);
    if (!made.ok) return made;
    await this.store.keep({ hash, ...made.value }, this.clock.now());
    await this.evict(hash);
    return accepted({ sound: made.value.sound, milliseconds: made.value.milliseconds, hash });
  }

  private async make(name: string, utterance: Utterance): Promise<Outcome<KeptSound, SpeechFailure | StorageFull>> {
    const spoken = await this.engine.speak(utterance);
    return spoken.ok ? this.files.keep(name, levelled(spoken.value, SPEECH_DECIBELS)) : spoken;
  }

  /** What a call is just playing it has open: the file system keeps it until then. */
  private async evict(newest: string): Promise<void> {
    for (const old of await this.store.beyond(config(speechArea).cacheBytes)) {
      if (old.hash === newest) continue;
      await this.store.forget(old.hash);
      await this.files.forget(old.sound);
    }
  }
}

/** Another voice or wording is another sound; the version changes when the way of making it does. */
const hashOf = (engine: string, { text, language, voice }: Utterance): string =>
  createHash('sha256')
    .update(JSON.stringify(['v1', engine, language, voice, text]))
    .digest('hex');
