import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

/** The process is stopping: what waited for the switch is left to the next start. */
export class SwitchAway extends Error {
  constructor() {
    super('The process stops while the switch is away');
  }
}

/**
 * Open while the switch can be commanded and its state has been compared with ours. What has to be sent waits here and
 * is then sent in order; nothing is given up because the switch was away.
 */
@Injectable()
export class SwitchGate implements OnModuleDestroy {
  private isOpen = false;
  private stopped = false;
  private readonly listeners: (() => Promise<void>)[] = [];
  private readonly logger = new Logger('calls');
  private waiting: { open(): void; stop(error: Error): void }[] = [];

  get opened(): boolean {
    return this.isOpen;
  }

  /** Calls `listener` each time the switch has become usable; it must not fail. */
  onOpened(listener: () => Promise<void>): void {
    this.listeners.push(listener);
  }

  open(): void {
    this.isOpen = true;
    for (const listener of this.listeners)
      listener().catch((error: unknown) => this.logger.error(`After the switch came: ${String(error)}`));
    for (const waiter of this.waiting.splice(0)) waiter.open();
  }

  close(): void {
    this.isOpen = false;
  }

  async wait(): Promise<void> {
    if (this.stopped) throw new SwitchAway();
    if (this.isOpen) return;
    await new Promise<void>((open, stop) => this.waiting.push({ open, stop }));
  }

  onModuleDestroy(): void {
    this.stopped = true;
    for (const waiter of this.waiting.splice(0)) waiter.stop(new SwitchAway());
  }
}
