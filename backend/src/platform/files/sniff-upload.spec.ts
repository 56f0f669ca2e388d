import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { sniffUpload } from './sniff-upload';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const WAV = Buffer.concat([Buffer.from('RIFF\u0024\0\0\0WAVEfmt ', 'latin1'), Buffer.alloc(40)]);

describe('sniffing an upload', () => {
  it('says what it is and hands on every byte', async () => {
    const long = Buffer.concat([WAV, Buffer.alloc(300_000, 7)]);
    for (const [content, kind, mediaType] of [
      [PNG, 'image', 'image/png'],
      [long, 'sound', 'audio/wav'],
      [Buffer.from('zażółć'), 'text', 'text/plain'],
    ] as const) {
      const outcome = await sniffUpload(Readable.from(chunksOf(content, 50)), [kind]);
      if (!outcome.ok) throw new Error(outcome.refusal.code);
      expect(outcome.value.mediaType).toBe(mediaType);
      expect((await buffer(outcome.value.content)).equals(content)).toBe(true);
    }
  });

  it.each([
    ['a program that calls itself a picture', Buffer.from('7f454c4602010100', 'hex'), 'application/x-elf'],
    ['another kind than allowed', WAV, 'audio/wav'],
    ['binary without a signature', Buffer.from([0, 1, 2, 3, 250]), null],
    ['nothing', Buffer.alloc(0), null],
  ])('refuses %s', async (_name, content, found) => {
    expect(await sniffUpload(Readable.from(content.length > 0 ? [content] : []), ['image'])).toEqual({
      ok: false,
      refusal: { code: 'file-type-not-allowed', found },
    });
  });
});

function* chunksOf(content: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
