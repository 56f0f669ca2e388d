import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { SwitchGate } from './switch-gate';

/** Time and the gate of the node that is being reconciled. */
@Injectable()
export class ReconcileContext {
  constructor(
    readonly gate: SwitchGate,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  now(): number {
    return this.clock.now();
  }
}
