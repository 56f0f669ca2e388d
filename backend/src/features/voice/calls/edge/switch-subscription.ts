import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Cancel } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { SWITCH, type Switch } from '../../switch';
import { SwitchEvents } from '../use-cases/switch-events';

/** The switch's events, one after the other, each stored before the next is taken. */
@Injectable()
export class SwitchSubscription implements OnModuleInit, OnModuleDestroy {
  private cancel: Cancel = () => undefined;

  constructor(
    @Inject(SWITCH) private readonly port: Switch,
    private readonly events: SwitchEvents,
  ) {}

  onModuleInit(): void {
    if (config('process').parts.includes('telephony'))
      this.cancel = this.port.subscribe((event) => this.events.receive(event));
  }

  onModuleDestroy(): void {
    this.cancel();
  }
}
