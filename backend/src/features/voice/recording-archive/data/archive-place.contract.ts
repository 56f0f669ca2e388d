import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArchivePlace } from './archive-place';

const read = async (place: ArchivePlace, path: string): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of await place.read(path)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What copying relies on, the same for a folder and for a server. */
export function archivePlaceContract(open: () => Promise<ArchivePlace>): void {
  let place: ArchivePlace;
  beforeAll(async () => {
    place = await open();
  });
  afterAll(() => place.close());

  it('has no file until one is begun, in folders that it makes', async () => {
    expect(await place.size('2026/11/30/a.wav.part')).toBe(-1);
    await place.append('2026/11/30/a.wav.part', Readable.from([Buffer.from('begin')]));
    expect(await place.size('2026/11/30/a.wav.part')).toBe(5);
  });

  it('goes on at the end of what is there, and gives it back byte by byte', async () => {
    const sound = randomBytes(700_000);
    await place.append('b.part', Readable.from([sound.subarray(0, 300_001)]));
    await place.append('b.part', Readable.from([sound.subarray(300_001)]));
    expect([await place.size('b.part'), hash(await read(place, 'b.part'))]).toEqual([sound.length, hash(sound)]);
  });

  it('renames over what is there, and removes what is not there as well', async () => {
    await place.append('c.wav', Readable.from([Buffer.from('old')]));
    await place.append('c.part', Readable.from([Buffer.from('newer')]));
    await place.rename('c.part', 'c.wav');
    expect([(await read(place, 'c.wav')).toString(), await place.size('c.part')]).toEqual(['newer', -1]);
    await place.remove('c.wav');
    await place.remove('c.wav');
    expect(await place.size('c.wav')).toBe(-1);
  });
}
