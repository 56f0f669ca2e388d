import fc from 'fast-check';
import { Damaged, keyOf, seal, unseal } from './sealed';

const key = keyOf('a passphrase', Buffer.alloc(16, 1));
const MB = 1024 * 1024;

async function whole(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

async function* inParts(content: Buffer, size = 100_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const sealed = (content: Buffer): Promise<Buffer> => whole(seal(key, inParts(content)));
const opened = (content: Buffer, by = key): Promise<Buffer> => whole(unseal(by, inParts(content, 77_777)));

describe('a sealed file of a backup', () => {
  it.each([0, 1, MB - 1, MB, MB + 1, 2 * MB])('of %i bytes comes back as it was', async (size) => {
    const content = Buffer.alloc(size, 'recording');
    expect((await opened(await sealed(content))).equals(content)).toBe(true);
  });

  it('cannot be read with another key, cut anywhere, or changed in any byte, without its being said', async () => {
    const content = await sealed(Buffer.alloc(MB + 5_000, 'recording'));
    await expect(opened(content, keyOf('another', Buffer.alloc(16, 1)))).rejects.toThrow(Damaged);
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        await expect(opened(content.subarray(0, at))).rejects.toThrow(Damaged);
        const changed = Buffer.from(content);
        changed[at] = (changed[at] ?? 0) ^ change;
        await expect(opened(changed)).rejects.toThrow(Damaged);
      }),
      { numRuns: 40 },
    );
  });

  it('cannot have its pieces put into another order', async () => {
    const content = await sealed(Buffer.alloc(3 * MB, 'recording'));
    const [head, first, second] = [24, MB + 16, MB + 16];
    const swapped = Buffer.concat([
      content.subarray(0, head),
      content.subarray(head + first, head + first + second),
      content.subarray(head, head + first),
      content.subarray(head + first + second),
    ]);
    await expect(opened(swapped)).rejects.toThrow(Damaged);
  });
});
