import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Cancel } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { Relay } from '../../../../platform/journal';
import { SWITCH, type Switch } from '../../switch';
import { HandOverTrunks } from '../use-cases/hand-over-trunks';

const CHANGES: ReadonlySet<string> = new Set(['TrunkSaved', 'TrunkRemoved']);

/**
 * After each connection and each change. Only the process that holds the lease of the node has a connection, so nobody else
 * hands anything over; what changes while there is none comes with the next.
 */
@Injectable()
export class TrunkHandover implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('trunks');
  private cancel: Cancel = () => undefined;

  constructor(
    @Inject(SWITCH) private readonly port: Switch,
    private readonly relay: Relay,
    private readonly handing: HandOverTrunks,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    // Not awaited: a gateway takes its time, and the switch's events wait for nobody who listens.
    this.cancel = this.port.subscribe((event) => {
      if (event.type === 'SwitchConnected') void this.run();
    });
    this.relay.follow({
      name: 'trunks.handover',
      handle: async (events) => {
        if (this.port.connected() && events.some(({ type }) => CHANGES.has(type))) await this.run();
      },
    });
  }

  onModuleDestroy(): void {
    this.cancel();
  }

  private run(): Promise<void> {
    return this.handing.run().catch((error: unknown) => this.logger.error(`Trunks: ${String(error)}`));
  }
}
