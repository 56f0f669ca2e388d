import type { Outcome } from '../../../../kernel/outcome';
import type { Ack, SwitchFailure } from '../port/switch';

type Result = Outcome<Ack, SwitchFailure>;

/** Ids of commands that were carried out or are under way. Enough for hours: a repetition comes seconds after a restart of a subscriber. */
const REMEMBERED = 20_000;

/**
 * Makes a repeated command harmless inside one process: the same id under way shares one outcome, the same id done is
 * acknowledged at once. Failures are forgotten, because repeating them is what the caller is asked to do.
 */
export class DoneCommands {
  private readonly done = new Set<string>();
  private readonly underWay = new Map<string, Promise<Result>>();

  async once(commandId: string, carryOut: () => Promise<Result>): Promise<Result> {
    if (this.done.has(commandId)) return { ok: true, value: { commandId, repeated: true } };
    const running = this.underWay.get(commandId);
    if (running) return running;
    const started = carryOut();
    this.underWay.set(commandId, started);
    try {
      const result = await started;
      if (result.ok) this.remember(commandId);
      return result;
    } finally {
      this.underWay.delete(commandId);
    }
  }

  get pending(): number {
    return this.underWay.size;
  }

  private remember(commandId: string): void {
    this.done.add(commandId);
    if (this.done.size <= REMEMBERED) return;
    const [oldest] = this.done;
    if (oldest !== undefined) this.done.delete(oldest);
  }
}
