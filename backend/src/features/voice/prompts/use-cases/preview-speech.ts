import { Injectable } from '@nestjs/common';
import type { SpeechPreview } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome } from '../../../../kernel/outcome';
import { SoundFiles } from '../data/sound-files';
import { checkTemplate, fragmentsOf, isDynamic, type Fragment } from '../domain/template';
import { fromWav, toWav } from '../domain/wav';
import type { VariantRefusal } from './prompt-variants';
import { Speech } from './speech';

/** Lets an editor hear a text before it is saved, in one piece. Saving it afterwards converts and charges nothing again. */
@Injectable()
export class PreviewSpeech {
  constructor(
    private readonly speech: Speech,
    private readonly files: SoundFiles,
  ) {}

  async speak(preview: SpeechPreview, meta: EventMeta): Promise<Outcome<Buffer, VariantRefusal>> {
    const checked = checkTemplate(preview.template);
    if (!checked.ok) return checked;
    const cut = fragmentsOf(preview.template, preview.values);
    if (!cut.ok) return cut;
    const fragments: readonly Fragment[] = cut.value;
    if (fragments.length === 0) return refused({ code: 'sound-silent' });
    const { language, voice, template } = preview;
    const spoken = await this.speech.speak({ fragments, language, voice, dynamic: isDynamic(template), meta });
    if (!spoken.ok) return spoken;
    const pieces: Float32Array[] = [];
    for (const { sound } of spoken.value) {
      const bytes = await this.files.read(sound, 16_000);
      const read = bytes && fromWav(bytes);
      if (read) pieces.push(read.samples);
    }
    return accepted(Buffer.from(toWav({ rate: 16_000, samples: joined(pieces) })));
  }
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
