import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Cancel } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { Relay } from '../../../../platform/journal';
import { SWITCH, SwitchRunner, type Switch, type SwitchEvent } from '../../switch';
import { CALL_EVENT_TYPES } from '../domain/call-events';
import { isOfCheck } from '../domain/check-call';
import { SUPERVISION_EVENT_TYPES } from '../domain/supervision-events';
import { CallersAnswers } from '../use-cases/callers-answers';
import { SendSwitchOrders } from '../use-cases/send-switch-orders';
import { Supervising } from '../use-cases/supervising';
import { SwitchEvents } from '../use-cases/switch-events';
import { SwitchGate } from '../use-cases/switch-gate';

/**
 * Hears and commands the switch of the node while this process holds the node's lease. The switch's events come one after the
 * other, each stored before the next is taken; what calls demand of it is handed on by the relay.
 */
@Injectable()
export class SwitchSubscription implements OnModuleInit, OnModuleDestroy {
  private cancel: Cancel = () => undefined;

  constructor(
    @Inject(SWITCH) private readonly port: Switch,
    private readonly runner: SwitchRunner,
    private readonly relay: Relay,
    private readonly gate: SwitchGate,
    private readonly events: SwitchEvents,
    private readonly sending: SendSwitchOrders,
    private readonly answers: CallersAnswers,
    private readonly supervising: Supervising,
  ) {}

  onModuleInit(): void {
    if (!config('process').parts.includes('telephony')) return;
    this.cancel = this.port.subscribe((event) => this.receive(event));
    this.relay.subscribe({
      name: this.gate.lease,
      types: [...CALL_EVENT_TYPES, ...SUPERVISION_EVENT_TYPES],
      from: 'beginning',
      handle: (events) => this.sending.send(events),
      holder: { taken: () => this.runner.connect(), lost: () => this.leave() },
    });
  }

  onModuleDestroy(): void {
    this.cancel();
  }

  private async receive(event: SwitchEvent): Promise<void> {
    if ('legId' in event && isOfCheck(event)) return;
    // First what a flow asked: of other playbacks and entries it knows nothing.
    await this.answers.hear(event);
    // A supervisor's own line belongs to no call.
    if ('legId' in event && event.callId === null) await this.supervising.hear(event);
    await this.events.receive(event);
  }

  private async leave(): Promise<void> {
    this.gate.leave();
    await this.runner.disconnect();
    // An event that was being handled may have opened it again.
    this.gate.close();
  }
}
