import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loudness, millisecondsOf } from '../domain/sound';
import { toWav } from '../domain/wav';
import { decodeSound } from './decode-sound';

const file = (name: string) => readFileSync(join(__dirname, 'sounds', name));
const LIMIT = 600_000;

describe('sound files', () => {
  // Half a second of 440 Hz at 0.37; encoders add some padding.
  it.each([
    ['audio/mpeg', 'tone.mp3', 500],
    ['audio/ogg', 'tone-vorbis.ogg', 500],
    ['audio/ogg', 'tone-opus.ogg', 500],
    ['audio/flac', 'tone.flac', 200],
  ])('%s (%s) is decoded', async (mediaType, name, milliseconds) => {
    const decoded = await decodeSound(mediaType, file(name), LIMIT);
    if (!decoded.ok) throw new Error(decoded.refusal.code);
    expect(Math.abs(millisecondsOf(decoded.value) - milliseconds)).toBeLessThan(120);
    expect(loudness(decoded.value)).toBeGreaterThan(0.2);
  });

  it.each(['audio/mpeg', 'audio/ogg', 'audio/flac', 'audio/wav', 'audio/x-m4a'])(
    '%s that is none is refused',
    async (mediaType) => {
      const rubbish = Buffer.alloc(5_000, 'rubbish');
      expect(await decodeSound(mediaType, rubbish, LIMIT)).toMatchObject({ refusal: { code: 'sound-unreadable' } });
    },
  );

  it('what is too long is refused, whatever the format', async () => {
    const wav = Buffer.from(toWav({ rate: 8000, samples: new Float32Array(8000) }));
    for (const [mediaType, bytes] of [
      ['audio/wav', wav],
      ['audio/mpeg', file('tone.mp3')],
    ] as const)
      expect(await decodeSound(mediaType, bytes, 100)).toEqual({
        ok: false,
        refusal: { code: 'sound-too-long', limit: 100 },
      });
  });
});
