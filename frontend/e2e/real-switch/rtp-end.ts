import { createSocket, type Socket } from 'node:dgram';
import { aLawFrom, linearFrom, strengthAt } from './sound';

const FRAME_SAMPLES = 160;
const FRAME_MS = 20;
const HEADER_BYTES = 12;
const A_LAW = 8;
const RATE = 8000;
const AMPLITUDE = 8000;

/** What was heard over a while: packets, loudness, and how strong certain tones are in it. */
export interface Heard {
  readonly packets: number;
  readonly loudness: number;
  at(hz: number): number;
}

/**
 * The sound of a telephone outside: SIPp does the signalling and names this port, and here a steady tone is spoken and everything is
 * listened to. Where to send is learnt from the first packet, as behind a network address translator.
 */
export class RtpEnd {
  private readonly socket: Socket = createSocket('udp4');
  private readonly frames: { at: number; samples: Int16Array }[] = [];
  private remote: { host: string; port: number } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private sequence = 1;
  private timestamp = 0;
  private angle = 0;
  firstPacketAt = 0;

  constructor(private readonly hz: number) {}

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.socket.bind(0, '127.0.0.1', resolve));
    this.socket.on('message', (packet, { address, port }) => this.take(packet, { host: address, port }));
    let next = performance.now();
    this.timer = setInterval(() => {
      for (; next <= performance.now(); next += FRAME_MS) this.speak();
    }, FRAME_MS / 2);
    return this.socket.address().port;
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.socket.close();
  }

  /** Listens for so long from now. */
  async listen(ms: number): Promise<Heard> {
    const from = performance.now();
    await new Promise((resolve) => setTimeout(resolve, ms));
    const frames = this.frames.filter(({ at }) => at >= from);
    const samples = Int16Array.from(frames.flatMap((frame) => [...frame.samples]));
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
    return {
      packets: frames.length,
      loudness: Math.round(Math.sqrt(power)),
      at: (hz) => strengthAt(samples, hz, RATE),
    };
  }

  private take(packet: Buffer, from: { host: string; port: number }): void {
    this.remote = from;
    this.firstPacketAt ||= performance.now();
    if (((packet[1] ?? 0) & 0x7f) !== A_LAW) return;
    this.frames.push({ at: performance.now(), samples: Int16Array.from(packet.subarray(HEADER_BYTES), linearFrom) });
  }

  private speak(): void {
    if (!this.remote) return;
    const packet = Buffer.alloc(HEADER_BYTES + FRAME_SAMPLES);
    packet[0] = 0x80;
    packet[1] = A_LAW;
    packet.writeUInt16BE(this.sequence & 0xffff, 2);
    packet.writeUInt32BE(this.timestamp, 4);
    packet.writeUInt32BE(0xce47, 8);
    for (let sample = 0; sample < FRAME_SAMPLES; sample += 1) {
      packet[HEADER_BYTES + sample] = aLawFrom(Math.round(AMPLITUDE * Math.sin(this.angle)));
      this.angle += (2 * Math.PI * this.hz) / RATE;
    }
    this.sequence += 1;
    this.timestamp = (this.timestamp + FRAME_SAMPLES) >>> 0;
    this.socket.send(packet, this.remote.port, this.remote.host);
  }
}
