import { Injectable } from '@nestjs/common';
import { randomFillSync } from 'node:crypto';
import type { Clock } from '../../kernel/clock';
import type { Ids } from '../../kernel/ids';

/**
 * RFC 9562 version 7: milliseconds, then a counter that keeps the ids of one millisecond in order, then random bits.
 * When the clock steps back or the counter runs over, the last millisecond is kept or moved on: ids never go back.
 */
@Injectable()
export class UuidV7 implements Ids {
  private readonly bytes = Buffer.alloc(16);
  /** Drawn in stock: asking for ten bytes costs as much as asking for thousands. */
  private readonly random = Buffer.alloc(10 * 512);
  private used = this.random.length;
  private millisecond = 0;
  private counter = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  next(): string {
    this.draw();
    const now = this.clock.now();
    if (now > this.millisecond) {
      this.millisecond = now;
      // The counter starts in its lower half, so that it seldom runs over.
      this.counter = this.bytes.readUInt16BE(6) & 0x7ff;
    } else {
      this.counter += 1;
      if (this.counter > 0xfff) {
        this.millisecond += 1;
        this.counter = 0;
      }
    }
    this.bytes.writeUIntBE(this.millisecond, 0, 6);
    this.bytes.writeUInt16BE(0x7000 | this.counter, 6);
    this.bytes.writeUInt8(0x80 | (this.bytes.readUInt8(8) & 0x3f), 8);
    const hex = this.bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  private draw(): void {
    if (this.used === this.random.length) {
      randomFillSync(this.random);
      this.used = 0;
    }
    this.random.copy(this.bytes, 6, this.used, this.used + 10);
    this.used += 10;
  }
}
