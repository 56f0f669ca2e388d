import type { Instant } from '../../../../kernel/clock';

/** Bytes that may pass at once after a quiet time: a short answer is there at once. */
const BURST_BYTES = 32_768;
const BYTES_PER_MEGABIT = 125_000;

/**
 * How many bytes may pass: in any time `t` at most `rate × t` and one burst. Debts are not possible: what is taken was there.
 */
export class TokenBucket {
  private level = BURST_BYTES;

  constructor(
    private readonly megabitsPerSecond: () => number,
    private at: Instant,
  ) {}

  /** How many of `wanted` bytes may pass now. */
  take(wanted: number, now: Instant): number {
    this.fill(now);
    const taken = Math.min(wanted, Math.floor(this.level));
    this.level -= taken;
    return taken;
  }

  /** When there will be something to take again; null: never at this rate. */
  readyAt(now: Instant): Instant | null {
    const rate = this.rate;
    if (rate === 0) return null;
    // in pieces of a packet or more, not byte by byte
    const missing = Math.min(1_400, BURST_BYTES) - this.level;
    return now + Math.max(1, Math.ceil((missing / rate) * 1_000));
  }

  private get rate(): number {
    return this.megabitsPerSecond() * BYTES_PER_MEGABIT;
  }

  private fill(now: Instant): void {
    const passed = Math.max(0, now - this.at);
    this.at = now;
    this.level = Math.min(BURST_BYTES, this.level + (passed / 1_000) * this.rate);
  }
}
