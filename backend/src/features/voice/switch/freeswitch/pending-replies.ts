import type { Cancel, Clock } from '../../../../kernel/clock';

interface Pending {
  readonly reject: (error: Error) => void;
  readonly cancel: Cancel;
}

/**
 * Answers that we wait for. modesl matches answers to commands by order only and calls nobody after a loss, so a late
 * answer to a command that timed out must still be taken off its queue: the callback stays, its promise is settled.
 */
export class PendingReplies {
  private readonly waiting = new Set<Pending>();

  constructor(private readonly clock: Clock) {}

  add(timeoutMs: number, timeout: () => Error, send: (done: (reply: string) => void) => void): Promise<string> {
    return new Promise((resolve, reject) => {
      const cancel = this.clock.wakeAt(this.clock.now() + timeoutMs, () => {
        this.waiting.delete(pending);
        reject(timeout());
      });
      const pending: Pending = { reject, cancel };
      this.waiting.add(pending);
      send((reply) => {
        if (!this.waiting.delete(pending)) return;
        cancel();
        resolve(reply);
      });
    });
  }

  failAll(error: Error): void {
    for (const pending of this.waiting) {
      pending.cancel();
      pending.reject(error);
    }
    this.waiting.clear();
  }

  get size(): number {
    return this.waiting.size;
  }
}
