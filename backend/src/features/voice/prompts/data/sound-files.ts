import { Injectable } from '@nestjs/common';
import { join, resolve } from 'node:path';
import { accepted, type Outcome } from '../../../../kernel/outcome';
import { config } from '../../../../platform/config';
import { FileStore, filesArea, type StorageFull } from '../../../../platform/files';
import { resampled, resampling } from '../domain/resample';
import { millisecondsOf, type Sound } from '../domain/sound';
import { toWav } from '../domain/wav';

/** What the switch plays to telephones, and what browsers and wideband phones get. */
export const RATES = [8_000, 16_000] as const;
export type Rate = (typeof RATES)[number];

export interface KeptSound {
  readonly sound: string;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** A sound as two WAV files under one name that never changes its content: whoever plays it plays it to its end. */
@Injectable()
export class SoundFiles {
  private readonly root = resolve(config(filesArea).directory);

  constructor(private readonly files: FileStore) {}

  async keep(name: string, source: Sound): Promise<Outcome<KeptSound, StorageFull>> {
    const wide = await atRate(source, 16_000);
    const narrow = await atRate(wide, 8_000);
    let bytes = 0;
    for (const each of [narrow, wide]) {
      const content = Buffer.from(toWav(each));
      const stored = await this.files.put({ key: keyOf(name, each.rate), mediaType: 'audio/wav', content });
      if (!stored.ok) {
        await this.forget(name);
        return stored as Outcome<never, StorageFull>;
      }
      bytes += content.length;
    }
    return accepted({ sound: name, bytes, milliseconds: millisecondsOf(narrow) });
  }

  path(name: string, rate: Rate = 8_000): string {
    return join(this.root, keyOf(name, rate));
  }

  async isWhole(name: string): Promise<boolean> {
    const whole = await Promise.all(RATES.map((rate) => this.files.isWhole(keyOf(name, rate))));
    return whole.every(Boolean);
  }

  async read(name: string, rate: Rate): Promise<Buffer | null> {
    const found = await this.files.get(keyOf(name, rate));
    return found ? Buffer.concat(await found.content.toArray()) : null;
  }

  async forget(name: string): Promise<void> {
    for (const rate of RATES) await this.files.delete(keyOf(name, rate));
  }
}

const keyOf = (name: string, rate: number): string => `${name}-${rate}.wav`;

const A_SECOND = 50_000;

/** Long sounds give way to everything else between the steps. */
export async function atRate(sound: Sound, rate: number): Promise<Sound> {
  if (sound.samples.length < A_SECOND) return resampled(sound, rate);
  const steps = resampling(sound, rate);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await new Promise((resume) => setImmediate(resume));
  }
}
