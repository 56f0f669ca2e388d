import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FileStore } from '../files';
import { JobTable } from '../jobs';
import { Relay, type SubscriberLag } from '../journal';
import { RealtimeGateway } from '../realtime';
import { MetricsRegistry } from './metrics-registry';

/** The platform's own numbers, read when somebody looks. */
@Injectable()
export class PlatformGauges implements OnModuleInit {
  constructor(
    private readonly metrics: MetricsRegistry,
    private readonly relay: Relay,
    private readonly jobs: JobTable,
    private readonly realtime: RealtimeGateway,
    private readonly files: FileStore,
  ) {}

  onModuleInit(): void {
    this.relayGauges();
    this.jobGauges();
    const { realtime, files, metrics } = this;
    metrics.gauge({ name: 'realtime_connections', help: 'Sockets of browsers' }, function () {
      this.set(realtime.connected);
    });
    metrics.gauge(
      { name: 'files_bytes', help: 'Bytes stored, and bytes that may be', labels: ['kind'] },
      async function () {
        const { used, quota } = await files.usage();
        this.set({ kind: 'used' }, used);
        this.set({ kind: 'quota' }, quota);
      },
    );
  }

  private relayGauges(): void {
    const { relay, metrics } = this;
    const numbers: [string, string, (lag: SubscriberLag) => number][] = [
      [
        'relay_lag_seconds',
        'Age of the oldest event that a subscriber has not handled',
        ({ secondsBehind }) => secondsBehind,
      ],
      ['relay_lag_events', 'Journal positions that a subscriber has before it', ({ behind }) => behind],
      ['relay_failing_attempts', 'Failed attempts in a row of a subscriber', ({ attempts }) => attempts],
      [
        'relay_dead_letters',
        'Events that a subscriber gave up and nobody has retried',
        ({ deadLetters }) => deadLetters,
      ],
    ];
    for (const [name, help, value] of numbers) {
      metrics.gauge({ name, help, labels: ['subscriber'] }, async function () {
        this.reset();
        for (const lag of await relay.lag()) this.set({ subscriber: lag.name }, value(lag));
      });
    }
    metrics.gauge({ name: 'journal_position', help: 'The highest final position of the journal' }, function () {
      this.set(relay.settled);
    });
  }

  private jobGauges(): void {
    const { jobs, metrics } = this;
    metrics.gauge(
      { name: 'jobs', help: 'Jobs that wait, run or are dead', labels: ['queue', 'state'] },
      async function () {
        this.reset();
        for (const { queue, open, dead } of await jobs.counts()) {
          this.set({ queue, state: 'open' }, open);
          this.set({ queue, state: 'dead' }, dead);
        }
      },
    );
    metrics.gauge(
      { name: 'jobs_oldest_seconds', help: 'Age of the oldest open job', labels: ['queue'] },
      async function () {
        this.reset();
        for (const { queue, oldestSeconds } of await jobs.counts()) this.set({ queue }, oldestSeconds);
      },
    );
  }
}
