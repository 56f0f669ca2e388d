import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock, type Instant } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';

const WAKE = 'routing.wake';

/**
 * Decides again when waiting alone has changed something (a ring opens, a preference ends, a limit is reached). The timer's
 * row may fire in any process; its journal entry reaches the one that holds the engine.
 */
@Injectable()
export class WakeUp implements OnModuleInit {
  /** What the row says, as far as this process knows. */
  private armed: Instant | null = null;

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(WAKE, async () => {
      const at = this.clock.now();
      await this.database.transaction((tx) =>
        this.journal.append(
          tx,
          'routing-wake',
          [{ type: 'RoutingWoken', data: { at } }],
          bySystem('clock', 'routing', at),
        ),
      );
    });
  }

  /** An earlier wake-up that is no longer needed does no harm: nothing is due then. */
  async arm(due: Instant | null): Promise<void> {
    if (due === null || (this.armed !== null && this.armed > this.clock.now() && this.armed <= due)) return;
    await this.database.transaction((tx) => this.schedule.at(tx, { key: WAKE, due, command: WAKE, payload: {} }));
    this.armed = due;
  }
}
