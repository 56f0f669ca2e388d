import { createSocket, type Socket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { amplitudeOf, fromALaw, toALaw } from './a-law';

const FRAME_MS = 20;
const A_LAW_SILENCE = 0xd5;
const KEYS = '0123456789*#ABCD';

/** What is kept of the last sound: one second. */
const KEPT_SAMPLES = 8000;
const LOUD = 8000;

/** Sends A-law silence or a tone, and RFC 2833 digits; counts and keeps what comes in. */
export class RtpStream {
  received = 0;
  /** The tone that is said, in Hz; null is silence. */
  tone: number | null = null;
  private spoken = 0;
  private heard: number[] = [];
  private readonly socket: Socket = createSocket('udp4');
  private timer: NodeJS.Timeout | null = null;
  private remote: { host: string; port: number } | null = null;
  private sequence = 1;
  private timestamp = 160;
  private readonly source = randomInt(2 ** 31);
  private readonly digits: { code: number; sent: number; at: number }[] = [];

  async open(host: string): Promise<number> {
    await new Promise<void>((resolve) => {
      this.socket.bind(0, host, resolve);
    });
    this.socket.on('message', (packet) => {
      this.received += 1;
      this.heard = [...this.heard, ...[...packet.subarray(12)].map(fromALaw)].slice(-KEPT_SAMPLES);
    });
    this.timer = setInterval(() => this.frame(), FRAME_MS);
    return this.socket.address().port;
  }

  to(host: string, port: number): void {
    this.remote = { host, port };
  }

  /** Mean amplitude of the last second, 0 … 32 767; silence is below 100. */
  loudness(): number {
    return this.heard.reduce((sum, each) => sum + Math.abs(each), 0) / Math.max(1, this.heard.length);
  }

  press(keys: string): void {
    for (const key of keys) this.digits.push({ code: KEYS.indexOf(key), sent: 0, at: 0 });
  }

  /** How loud a tone was in the last half second. */
  hears(hertz: number): number {
    return amplitudeOf(this.heard.slice(-KEPT_SAMPLES / 2), hertz);
  }

  close(): void {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    this.socket.close();
  }

  private frame(): void {
    if (!this.remote) return;
    const digit = this.digits[0];
    const payload = digit ? this.digitFrame(digit) : this.soundFrame();
    const head = Buffer.alloc(12);
    head[0] = 0x80;
    head[1] = digit ? 101 | (digit.sent === 1 ? 0x80 : 0) : 8;
    head.writeUInt16BE(this.sequence & 0xffff, 2);
    head.writeUInt32BE(digit ? digit.at : this.timestamp, 4);
    head.writeUInt32BE(this.source, 8);
    this.sequence += 1;
    this.timestamp = (this.timestamp + 160) >>> 0;
    this.socket.send(Buffer.concat([head, payload]), this.remote.port, this.remote.host);
  }

  private soundFrame(): Buffer {
    const { tone } = this;
    if (tone === null) return Buffer.alloc(160, A_LAW_SILENCE);
    return Buffer.from(
      Array.from({ length: 160 }, () => toALaw(LOUD * Math.sin((2 * Math.PI * tone * this.spoken++) / 8000))),
    );
  }

  /** Eight frames of the key held, three that it was let go; the time stays that of its beginning. */
  private digitFrame(digit: { code: number; sent: number; at: number }): Buffer {
    if (digit.sent === 0) digit.at = this.timestamp;
    digit.sent += 1;
    const payload = Buffer.alloc(4);
    payload[0] = digit.code;
    payload[1] = (digit.sent > 8 ? 0x80 : 0) | 10;
    payload.writeUInt16BE(Math.min(digit.sent, 8) * 160, 2);
    if (digit.sent > 10) this.digits.shift();
    return payload;
  }
}
