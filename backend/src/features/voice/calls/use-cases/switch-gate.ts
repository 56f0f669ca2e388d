import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Unavailable } from '../../../../platform/database';
import { Relay } from '../../../../platform/journal';
import { SWITCH, type Switch } from '../../switch';

/** What waited for the switch is left to whoever commands the node next: this process after a restart, or another one. */
export class SwitchAway extends Unavailable {
  constructor(why: string) {
    super(`Nothing is sent to the switch: ${why}`);
  }
}

/**
 * Open while the switch can be commanded and its state has been compared with ours. What has to be sent waits here and
 * is then sent in order; nothing is given up because the switch was away. Only the process that holds the lease of the
 * node passes: the lease is that of the subscriber which sends, so connection and sending are always in one process.
 */
@Injectable()
export class SwitchGate implements OnModuleDestroy {
  /** Names the subscriber, and with it the lease: one for each node. */
  readonly lease: string;
  /** Counts the times that this process has left the node; what was begun before is not sent after. */
  term = 0;
  private isOpen = false;
  private stopped = false;
  private readonly listeners: (() => Promise<void>)[] = [];
  private readonly logger = new Logger('calls');
  private waiting: { open(): void; stop(error: Error): void }[] = [];

  constructor(
    @Inject(SWITCH) port: Switch,
    private readonly relay: Relay,
  ) {
    this.lease = `calls.switch.${port.nodeId}`;
  }

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

  /** The node is another process's: what waits here is sent by that one. */
  leave(): void {
    this.close();
    this.term += 1;
    this.turnAway('another process commands the node');
  }

  /** Resolves when a command of `term` may be sent. */
  async wait(term: number): Promise<void> {
    if (this.stopped) throw new SwitchAway('the process stops');
    if (!this.isOpen) await new Promise<void>((open, stop) => this.waiting.push({ open, stop }));
    if (term !== this.term || !(await this.relay.holds(this.lease)))
      throw new SwitchAway('the lease of the node is in doubt');
  }

  onModuleDestroy(): void {
    this.stopped = true;
    this.turnAway('the process stops');
  }

  private turnAway(why: string): void {
    for (const waiter of this.waiting.splice(0)) waiter.stop(new SwitchAway(why));
  }
}
