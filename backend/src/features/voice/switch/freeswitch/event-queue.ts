import type { Cancel, Clock } from '../../../../kernel/clock';
import type { SwitchEventHandler } from '../port/switch';
import type { SwitchEvent } from '../port/switch-event';

const RETRY_MS = [100, 300, 1000, 3000, 5000] as const;

/** How a handler's failure is told; the event is delivered again. */
export type DeliveryFailed = (error: unknown, event: SwitchEvent, attempt: number) => void;

/**
 * One order for all handlers, one event at a time, at least once. Events wait here while nobody has subscribed and while
 * a handler works or fails (its database is away): the socket is read on, because the switch drops slow readers.
 */
export class EventQueue {
  private readonly waiting: SwitchEvent[] = [];
  private readonly handlers = new Set<SwitchEventHandler>();
  private running = false;
  private stopped = false;
  private cancelRetry: Cancel = () => undefined;
  private idleWaiters: (() => void)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly failed: DeliveryFailed,
  ) {}

  /** Again after a stop; handlers are still subscribed. */
  start(): void {
    this.stopped = false;
  }

  push(events: readonly SwitchEvent[]): void {
    if (this.stopped || events.length === 0) return;
    this.waiting.push(...events);
    this.run();
  }

  subscribe(handler: SwitchEventHandler): Cancel {
    this.handlers.add(handler);
    this.run();
    return () => {
      this.handlers.delete(handler);
    };
  }

  /** Resolves when every event so far was handled. */
  idle(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  stop(): void {
    this.stopped = true;
    this.cancelRetry();
    this.waiting.length = 0;
    if (!this.running) this.release();
  }

  private isIdle(): boolean {
    return !this.running && (this.waiting.length === 0 || this.handlers.size === 0);
  }

  private run(): void {
    if (this.running || this.handlers.size === 0 || this.waiting.length === 0) return;
    this.running = true;
    void this.drain();
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0 && this.handlers.size > 0) {
      const event = this.waiting[0]!;
      for (const handler of [...this.handlers]) await this.deliver(handler, event);
      // `stop` may have emptied the list while a handler worked.
      if (this.waiting[0] === event) this.waiting.shift();
    }
    this.running = false;
    if (this.isIdle()) this.release();
  }

  private async deliver(handler: SwitchEventHandler, event: SwitchEvent): Promise<void> {
    for (let attempt = 0; !this.stopped; attempt += 1) {
      try {
        await handler(event);
        return;
      } catch (error) {
        this.failed(error, event, attempt + 1);
        await this.pause(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]!);
      }
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.wakeAt(this.clock.now() + ms, resolve);
      this.cancelRetry = () => {
        cancel();
        resolve();
      };
    });
  }

  private release(): void {
    for (const resolve of this.idleWaiters.splice(0)) resolve();
  }
}
