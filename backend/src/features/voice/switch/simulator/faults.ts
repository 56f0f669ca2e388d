/** What can be made to go wrong in the simulated switch. Every field can be changed while it runs. */
export class Faults {
  /** Answers to commands come so much later. */
  replyDelayMs = 0;
  /** Events come so much later, in order. */
  eventDelayMs = 0;
  /** A sound begins so much later than the leg takes it up. A break of that time is lost, as on the real switch. */
  soundBeginsMs = 0;
  /** Connections stay open and nobody answers or sends. */
  frozen = false;
  /** Originates fail with this cause, as often as `times` says. */
  refuseOriginate: { cause: string; times: number } | null = null;
  /** Files that cannot be played. */
  readonly missingFiles = new Set<string>();

  takeRefusal(): string | null {
    const refusal = this.refuseOriginate;
    if (!refusal || refusal.times <= 0) return null;
    refusal.times -= 1;
    return refusal.cause;
  }
}
