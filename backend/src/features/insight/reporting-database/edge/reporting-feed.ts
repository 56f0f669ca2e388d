import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import type { ReportingState } from '#contracts';
import { CLOCK, type Cancel, type Clock } from '../../../../kernel/clock';
import { config } from '../../../../platform/config';
import { MetricsRegistry } from '../../../../platform/metrics';
import { PlatformSource } from '../data/platform-source';
import { ReportingCluster } from '../data/reporting-cluster';
import { reportingDatabaseArea } from '../reporting-database.config';
import { Projector } from '../use-cases/projector';
import { ReportingGate } from './reporting-gate';

const EVERY_MS = 2_000;

/** Runs the projector again and again, says how it went, and lets users in. */
@Injectable()
export class ReportingFeed implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('reporting-database');
  private last: ReportingState | undefined;
  private gate: ReportingGate | undefined;
  private running: Promise<void> | undefined;
  private cancel: Cancel | undefined;
  private stopped = false;

  constructor(
    private readonly projector: Projector,
    private readonly source: PlatformSource,
    private readonly cluster: ReportingCluster,
    private readonly metrics: MetricsRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  private get mine(): boolean {
    return this.cluster.configured && config('process').parts.includes('worker');
  }

  onModuleInit(): void {
    if (!this.mine) return;
    const lag = () => this.source.lag(this.last?.position ?? 0, this.clock.now());
    const numbers: [string, string, () => number | Promise<number>][] = [
      [
        'lag_seconds',
        'Age of the oldest event that is not in the reporting database',
        async () => (await lag()).seconds,
      ],
      ['lag_events', 'Events of the journal that are not in the reporting database', async () => (await lag()).events],
      ['bytes', 'Size of the reporting database', () => this.last?.bytes ?? 0],
      ['connections', 'Users of the reporting database who are connected', () => this.gate?.connections ?? 0],
      ['failing', '1 while the reporting database cannot be filled', () => (this.last?.lastError ? 1 : 0)],
    ];
    for (const [name, help, value] of numbers)
      this.metrics.gauge({ name: `reporting_database_${name}`, help }, async function () {
        this.set(await value());
      });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.mine) return;
    const { port } = config(reportingDatabaseArea);
    if (port > 0) {
      this.gate = new ReportingGate(this.cluster.address, await this.projector.limits(), this.clock);
      await this.gate.listen(port);
    }
    this.next();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.cancel?.();
    await this.running;
    await this.gate?.close();
    await this.cluster.close();
  }

  private next(): void {
    this.running = this.once().finally(() => {
      if (!this.stopped) this.cancel = this.clock.wakeAt(this.clock.now() + EVERY_MS, () => this.next());
    });
  }

  /** Failing is told and tried again: the platform does not stand still because its copy cannot be written. */
  private async once(): Promise<void> {
    const at = new Date(this.clock.now()).toISOString();
    try {
      const limits = await this.projector.limits();
      const done = await this.projector.run(limits);
      this.gate?.follow(limits);
      if (done) this.last = { ...done, at, lastError: null };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.last?.lastError?.message !== message) this.logger.error(`It cannot be filled: ${message}`);
      const before = this.last ?? { position: null, since: null, bytes: 0, connections: 0 };
      this.last = { ...before, at, lastError: { at, message } };
    }
    if (this.last) await this.source.say(this.last).catch((error: unknown) => this.logger.warn(String(error)));
  }
}
