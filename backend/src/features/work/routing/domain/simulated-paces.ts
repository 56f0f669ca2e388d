import type { Pace, Paces } from './estimate-wait';
import { learnCorrection } from './wait-correction';

/** The newest handling time counts this much, as in the live estimates. */
const NEWEST = 0.1;
/** What each newer wait leaves of those before, as in the live estimates. */
const PATIENCE_KEPT = 0.99;

/** What the queues of a simulated day have shown so far. */
export class SimulatedPaces {
  private readonly paces = new Map<string, Pace>();
  private readonly patience = new Map<string, { gaveUp: number; waitedMs: number }>();

  get all(): Paces {
    return this.paces;
  }

  answered(
    queueId: string,
    { handlingMs, waitedMs, computedMs }: { handlingMs: number; waitedMs: number; computedMs: number | null },
  ): void {
    const known = this.paces.get(queueId) ?? { handlingMs, givingUp: 0, correction: 0 };
    this.paces.set(queueId, {
      handlingMs: known.handlingMs + NEWEST * (handlingMs - known.handlingMs),
      givingUp: this.learnPatience(queueId, { gaveUp: 0, waitedMs }),
      correction: computedMs ? learnCorrection(known.correction, computedMs, waitedMs) : known.correction,
    });
  }

  gaveUp(queueId: string, waitedMs: number): void {
    const givingUp = this.learnPatience(queueId, { gaveUp: 1, waitedMs });
    const known = this.paces.get(queueId);
    if (known) this.paces.set(queueId, { ...known, givingUp });
  }

  private learnPatience(queueId: string, { gaveUp, waitedMs }: { gaveUp: number; waitedMs: number }): number {
    const known = this.patience.get(queueId) ?? { gaveUp: 0, waitedMs: 0 };
    const sums = {
      gaveUp: known.gaveUp * PATIENCE_KEPT + gaveUp,
      waitedMs: known.waitedMs * PATIENCE_KEPT + waitedMs,
    };
    this.patience.set(queueId, sums);
    return sums.waitedMs === 0 ? 0 : sums.gaveUp / sums.waitedMs;
  }
}
