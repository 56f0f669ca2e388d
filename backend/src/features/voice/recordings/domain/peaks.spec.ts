import { PeakMeter, peaksOf, STRETCHES } from './peaks';

function wavHeader(): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 'latin1');
  head.writeUInt16LE(2, 22);
  head.writeUInt16LE(16, 34);
  return head;
}

/** Two seconds at 8 kHz: the left speaks in the first half, the right more quietly in the second. */
function sound(): Buffer {
  const samples = Buffer.alloc(16_000 * 4);
  for (let frame = 0; frame < 16_000; frame += 1)
    samples.writeInt16LE(frame < 8000 ? 32_000 : -16_000, frame * 4 + (frame < 8000 ? 0 : 2));
  return Buffer.concat([wavHeader(), samples]);
}

function peaks(bytes: Buffer, pieces: number) {
  const meter = new PeakMeter(bytes.length);
  for (let at = 0; at < bytes.length; at += pieces) meter.take(bytes.subarray(at, at + pieces));
  return meter.result();
}

describe('Peaks of a recording', () => {
  it.each([64_044, 4096, 7, 43])('tell the sides apart, in pieces of %s bytes', (pieces) => {
    const { left, right } = peaksOf(peaks(sound(), pieces) ?? Buffer.alloc(0));
    expect([left.length, right.length]).toEqual([STRETCHES, STRETCHES]);
    expect([left[10], left[990], right[10], right[990]]).toEqual([0.98, 0, 0, 0.49]);
  });

  it('are none of what is no such sound', () => {
    expect(peaks(Buffer.alloc(1000, 7), 100)).toBeNull();
    expect(peaks(Buffer.alloc(10), 100)).toBeNull();
    expect(peaks(wavHeader(), 100)).toBeNull();
  });
});
