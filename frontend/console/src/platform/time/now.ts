import { DestroyRef, inject, Injectable, signal } from '@angular/core';

/** Headers say whole seconds: a smaller difference is noise. */
const TRUSTED_DIFFERENCE_MS = 2000;
const TICK_MS = 1000;

/** The time that clocks on the screen show: ticks each second, corrected to the server's. */
@Injectable({ providedIn: 'root' })
export class Now {
  private offset = 0;
  private readonly ticks = signal(Date.now());
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now = this.ticks.asReadonly();

  constructor() {
    const timer = setInterval(() => this.tick(), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  serverSaid(date: string | null): void {
    const difference = date ? Date.parse(date) - Date.now() : Number.NaN;
    if (Number.isNaN(difference)) return;
    this.offset = Math.abs(difference) > TRUSTED_DIFFERENCE_MS ? difference : 0;
  }

  private tick(): void {
    this.ticks.set(Date.now() + this.offset);
  }
}
