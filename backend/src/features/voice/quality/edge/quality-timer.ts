import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { Schedule } from '../../../../platform/schedule';
import { DRAW_TIMER, Sampling } from '../use-cases/sampling';

/** Draws every Monday. */
@Injectable()
export class QualityTimer implements OnModuleInit {
  constructor(
    private readonly schedule: Schedule,
    private readonly sampling: Sampling,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.schedule.on(DRAW_TIMER, () => this.sampling.drawWeek(bySystem('clock', DRAW_TIMER, this.clock.now())));
  }
}
