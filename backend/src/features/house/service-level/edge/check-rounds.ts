import {
  Inject,
  Injectable,
  Optional,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { CLOCK, type Cancel, type Clock } from '../../../../kernel/clock';
import { HealthRegistry } from '../../../../platform/health';
import { CheckFunctions } from '../use-cases/check-functions';
import { CriticalChecks } from '../use-cases/critical-checks';

/** Checks by the clock. Not a timer of the schedule: a round takes seconds, and would keep other timers waiting. */
@Injectable()
export class CheckRounds implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private cancel: Cancel = () => undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly functions: CheckFunctions,
    private readonly checks: CriticalChecks,
    @Inject(CLOCK) private readonly clock: Clock,
    /** Left out where identity runs without the rest of the platform. */
    @Optional() private readonly health?: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health?.register({ name: 'critical-functions', vital: false, check: () => this.report() });
  }

  onApplicationBootstrap(): void {
    if (this.functions.roundMs > 0) this.wait();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.running;
  }

  private wait(): void {
    if (this.stopped) return;
    this.cancel = this.clock.wakeAt(this.clock.now() + this.functions.roundMs, () => {
      this.running = this.round().finally(() => this.wait());
    });
  }

  private async round(): Promise<void> {
    if (await this.checks.isHere()) await this.functions.round();
  }

  private async report(): Promise<string> {
    const out = await this.functions.out();
    if (out.length > 0) throw new Error(`out: ${out.join(', ')}`);
    return this.functions.roundMs > 0 ? `checked every ${this.functions.roundMs / 1000} s` : 'not checked';
  }
}
