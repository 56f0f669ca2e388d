import { Injectable, Logger } from '@nestjs/common';
import Bull from 'bull';
import { Redis as IoRedis } from 'ioredis';
import { config } from '../config';
import { isUnavailable } from '../database';
import type { JobDefinition } from './job-definition';
import type { JobName } from './job-table';

export type RunJob = (job: JobName) => Promise<void>;

/** How long to wait for Redis when giving it a job; the table has it, so the reconciler gives it later. */
const OFFER_TIMEOUT_MS = 2_000;

/**
 * The only place that knows Bull. Redis holds a job's name and when it runs next; payload, attempts and outcome are in the table.
 * One connection is shared for commands and one for events; each worked queue needs a blocking one of its own.
 */
@Injectable()
export class BullQueues {
  private readonly logger = new Logger('Jobs');
  private readonly queues = new Map<string, Bull.Queue<JobName>>();
  private readonly shared = new Map<'client' | 'subscriber', IoRedis>();
  private readonly connections: IoRedis[] = [];
  private readonly prefix = `${config('redis').prefix}:jobs`;
  private readonly url = config('redis').url;
  private away = false;

  get names(): string[] {
    return [...this.queues.keys()];
  }

  open({ name, attempts, backoff }: JobDefinition<never>): void {
    if (this.queues.has(name)) throw new Error(`Two kinds of jobs are named ${name}`);
    const queue = new Bull<JobName>(name, {
      prefix: this.prefix,
      createClient: (type) => this.connection(type),
      defaultJobOptions: {
        attempts,
        backoff: { type: 'exponential', delay: backoff },
        removeOnComplete: true,
        removeOnFail: true,
      },
      // A process that dies leaves its jobs to others; how often is counted in the table. A worker whose job vanished with a flush
      // goes on after `retryProcessDelay`.
      settings: { maxStalledCount: 1_000, stalledInterval: 10_000, retryProcessDelay: 500 },
    });
    queue.on('error', (error) => this.heard(error));
    this.queues.set(name, queue);
  }

  /** Begins to work a queue. */
  work(name: string, concurrency: number, run: RunJob): void {
    void this.queue(name)
      .process(concurrency, (job) => run(job.data))
      .catch((error: unknown) => this.heard(error));
  }

  /** Gives Redis a job; the same job twice is once. False when Redis is away. */
  async offer({ queue, id }: JobName): Promise<boolean> {
    if (['reconnecting', 'close', 'end'].includes(this.connection('client').status)) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), OFFER_TIMEOUT_MS)));
    const added = this.queue(queue)
      .add({ queue, id }, { jobId: id })
      .then(
        () => true,
        (error: unknown) => this.heard(error),
      );
    const outcome = await Promise.race([added, late]);
    clearTimeout(timer);
    return outcome;
  }

  /** Whether Redis still has the job. */
  async knows({ queue, id }: JobName): Promise<boolean> {
    return (await this.queue(queue).getJob(id)) !== null;
  }

  /**
   * Whether Redis has forgotten: it was flushed, or started again with who knows what. `remember` marks it as filled.
   * The mark is the server's run id under a key that a flush takes away.
   */
  async memory(): Promise<{ intact: boolean; remember: () => Promise<void> }> {
    const client = this.connection('client');
    const key = `${this.prefix}:filled`;
    const [info, mark] = await Promise.all([client.info('server'), client.get(key)]);
    const run = /run_id:(\w+)/.exec(info)?.[1] ?? '';
    return { intact: mark === run, remember: async () => void (await client.set(key, run)) };
  }

  get connected(): boolean {
    return this.connection('client').status === 'ready';
  }

  /** No new jobs; waits for those under way, then closes the connections. */
  async close(): Promise<void> {
    const alive = this.connected;
    await Promise.all(
      [...this.queues.values()].map((queue) => queue.close(!alive).catch((error: unknown) => this.heard(error))),
    );
    for (const connection of this.connections) connection.disconnect();
  }

  private queue(name: string): Bull.Queue<JobName> {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`No kind of jobs is named ${name}`);
    return queue;
  }

  private connection(type: 'client' | 'subscriber' | 'bclient'): IoRedis {
    const known = type === 'bclient' ? undefined : this.shared.get(type);
    if (known) return known;
    const made = new IoRedis(this.url, {
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
    });
    made.on('error', (error) => this.heard(error));
    made.on('ready', () => (this.away = false));
    made.setMaxListeners(100);
    if (type !== 'bclient') this.shared.set(type, made);
    this.connections.push(made);
    return made;
  }

  /** Redis being away is said once; everything else each time. */
  private heard(error: unknown): false {
    const unavailable = isUnavailable(error);
    if (!unavailable || !this.away) this.logger.warn({ err: error }, unavailable ? 'Redis is away' : 'A queue failed');
    this.away ||= unavailable;
    return false;
  }
}
