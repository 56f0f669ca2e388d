/** Stretches that a waveform has on each side: more than a screen shows, whatever the length of the call. */
export const STRETCHES = 1000;
const HEADER_BYTES = 44;

interface Layout {
  readonly channels: 1 | 2;
  readonly frames: number;
}

/** Of plain 16-bit PCM, as the switch writes it; null for anything else. `bytes`: of the whole file, since a header of a broken recording lies. */
function layoutOf(head: Buffer, bytes: number): Layout | null {
  if (head.length < HEADER_BYTES || head.toString('latin1', 0, 4) !== 'RIFF') return null;
  const [channels, bits] = [head.readUInt16LE(22), head.readUInt16LE(34)];
  if (bits !== 16 || (channels !== 1 && channels !== 2)) return null;
  return { channels, frames: Math.floor((bytes - HEADER_BYTES) / (channels * 2)) };
}

/** Finds the loudest of each stretch while a sound passes in pieces; one track stands on both sides. */
export class PeakMeter {
  private head: Buffer = Buffer.alloc(0);
  private layout: Layout | null | undefined;
  private readonly loudest = new Uint16Array(2 * STRETCHES);
  private frame = 0;

  constructor(private readonly bytes: number) {}

  take(piece: Buffer): void {
    if (this.layout === null) return;
    const data = this.head.length > 0 ? Buffer.concat([this.head, piece]) : piece;
    if (this.layout === undefined) {
      if (data.length < HEADER_BYTES) {
        this.head = data;
        return;
      }
      this.layout = layoutOf(data, this.bytes);
      return this.layout === null ? undefined : this.frames(this.layout, data.subarray(HEADER_BYTES));
    }
    this.frames(this.layout, data);
  }

  /** Left stretches, then right ones, 0 to 255; null when it was no such sound. */
  result(): Buffer | null {
    return this.layout && this.frame > 0 ? Buffer.from(Array.from(this.loudest, (peak) => peak >> 7)) : null;
  }

  private frames({ channels, frames }: Layout, data: Buffer): void {
    const size = channels * 2;
    const whole = data.length - (data.length % size);
    for (let at = 0; at < whole; at += size, this.frame += 1) {
      const stretch = Math.min(STRETCHES - 1, Math.floor((this.frame / frames) * STRETCHES));
      this.louder(stretch, data.readInt16LE(at));
      this.louder(STRETCHES + stretch, data.readInt16LE(channels === 2 ? at + 2 : at));
    }
    this.head = data.subarray(whole);
  }

  private louder(place: number, sample: number): void {
    const peak = Math.min(32_767, Math.abs(sample));
    if (peak > (this.loudest[place] ?? 0)) this.loudest[place] = peak;
  }
}

/** Stored peaks as shares of the loudest possible. */
export function peaksOf(stored: Buffer): { left: number[]; right: number[] } {
  const shares = Array.from(stored, (peak) => Math.round((peak / 255) * 1000) / 1000);
  return { left: shares.slice(0, STRETCHES), right: shares.slice(STRETCHES) };
}
