import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock';
import { config } from '../config';
import { Database, isUnavailable } from '../database';
import { Journal } from '../journal';
import { BullQueues } from './bull-queues';
import { GiveUp, type JobDefinition } from './job-definition';
import { JobReconciler } from './job-reconciler';
import { JobTable, type JobName } from './job-table';

type AnyDefinition = JobDefinition<never>;

/**
 * Background work that survives everything: a job is a row first, then Redis is told. Enqueued from relay subscribers only, with an
 * id that comes from the event, so that a repeated event does not repeat the work.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly definitions = new Map<string, AnyDefinition>();
  private started = false;

  constructor(
    private readonly table: JobTable,
    private readonly queues: BullQueues,
    private readonly reconciler: JobReconciler,
    private readonly database: Database,
    private readonly journal: Journal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Declares a kind of jobs, in `onModuleInit` of every process that enqueues or works it. Processes with the worker part work it. */
  define<Payload>(definition: JobDefinition<Payload>): void {
    if (this.started) throw new Error(`${definition.name} has to be defined in onModuleInit`);
    this.queues.open(definition as AnyDefinition);
    this.definitions.set(definition.name, definition as AnyDefinition);
  }

  /** Returns when the job is safe. False: a job of this name and id was enqueued before, whatever became of it. */
  async enqueue(name: string, payload: unknown, { id }: { id: string }): Promise<boolean> {
    const job = { queue: name, id };
    const added = await this.table.add(job, this.definition(name).schema.parse(payload));
    if (added) await this.offer(job);
    return added;
  }

  /** Tells Redis about a job that waits in the table. */
  async offer(job: JobName): Promise<void> {
    if (await this.queues.offer(job)) await this.table.offered(job.queue, [job.id]);
  }

  onApplicationBootstrap(): void {
    this.started = true;
    if (config('process').parts.includes('worker')) {
      for (const { name, concurrency = 1 } of this.definitions.values()) {
        this.queues.work(name, concurrency, (job) => this.run(job));
      }
    }
    if (this.definitions.size > 0) this.reconciler.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.reconciler.stop();
    await this.queues.close();
  }

  /** One attempt. A rejection makes Bull try again after its backoff. */
  private async run(job: JobName): Promise<void> {
    const definition = this.definition(job.queue);
    const claimed = await this.table.claim(job);
    if (!claimed) return;
    // A process that dies in the middle of a job counts as a failed attempt, or such a job would kill one process after the other.
    if (claimed.attempts > definition.attempts)
      return this.bury(job, claimed.attempts - 1, 'The process ended during the last attempt');
    try {
      const payload = definition.schema.parse(claimed.payload);
      await definition.handle(payload, { id: job.id, attempt: claimed.attempts });
    } catch (error) {
      return this.failed(job, claimed.attempts, error);
    }
    await this.table.end(job, 'done');
  }

  private async failed(job: JobName, attempts: number, error: unknown): Promise<void> {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (error instanceof GiveUp || attempts >= this.definition(job.queue).attempts)
      return this.bury(job, attempts, text);
    await this.table.end(job, 'queued', text);
    if (!isUnavailable(error)) this.logger.warn({ err: error }, `${job.queue} ${job.id} failed (attempt ${attempts})`);
    throw error;
  }

  /** The dead letter, and the fact for whoever watches. */
  private async bury(job: JobName, attempts: number, error: string): Promise<void> {
    this.logger.error(`${job.queue} ${job.id} is dead after ${attempts} attempts: ${error}`);
    const meta = {
      at: this.clock.now(),
      actor: { kind: 'system', id: 'jobs' },
      correlation: job.id,
      causation: null,
    } as const;
    const died = { type: 'JobDied', data: { ...job, attempts, error: error.split('\n')[0] } };
    await this.database.transaction(async (tx) => {
      await this.table.bury(tx, job, error);
      await this.journal.append(tx, `job-${job.queue}`, [died], meta);
    });
  }

  private definition(name: string): AnyDefinition {
    const definition = this.definitions.get(name);
    if (!definition) throw new Error(`No kind of jobs is named ${name}`);
    return definition;
  }
}
