import { Injectable, Logger } from '@nestjs/common';
import { BullQueues } from './bull-queues';
import { JobTable } from './job-table';

const TICK_MS = 2_000;
/** A job between its row and Redis for longer than this was left behind by a process that died. */
const GRACE_MS = 3_000;
const PAGE = 500;
const OVERDUE_MS = 120_000;
const PURGE_EVERY = 1_800;

/**
 * Keeps Redis filled from the table: after a flush or a restart of Redis, after a process died between the row and Redis, after
 * a job got lost in Bull. Any number of processes may do this at once, since giving Redis the same job twice is once.
 */
@Injectable()
export class JobReconciler {
  private readonly logger = new Logger('Jobs');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private ticks = 0;

  constructor(
    private readonly table: JobTable,
    private readonly queues: BullQueues,
  ) {}

  start(): void {
    void this.tick();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Brings Redis in line with the table now. */
  async reconcile({ graceMs = GRACE_MS } = {}): Promise<void> {
    if (!this.queues.connected) return;
    const memory = await this.queues.memory();
    await this.table.releaseOrphans();
    if (!memory.intact) {
      await this.table.forgetOffers(this.queues.names);
      await memory.remember();
    }
    await this.offerWaiting(memory.intact ? graceMs : 0);
    if (this.ticks % 15 === 0) await this.findLost();
  }

  private tick(): Promise<void> {
    this.running ??= this.reconcile()
      .then(() => (this.ticks % PURGE_EVERY === PURGE_EVERY - 1 ? this.table.purge() : undefined))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'Jobs could not be reconciled'))
      .finally(() => {
        this.running = undefined;
        this.ticks += 1;
        if (!this.stopped) this.timer = setTimeout(() => void this.tick(), TICK_MS);
      });
    return this.running;
  }

  private async offerWaiting(graceMs: number): Promise<void> {
    for (;;) {
      const jobs = await this.table.toOffer(this.queues.names, { limit: PAGE, graceMs });
      for (const job of jobs) {
        if (this.stopped || !(await this.queues.offer(job))) return;
        await this.table.offered(job.queue, [job.id]);
      }
      if (jobs.length < PAGE) return;
    }
  }

  /** Waits long and Redis does not know it: it fell between two stools. */
  private async findLost(): Promise<void> {
    for (const job of await this.table.overdue(this.queues.names, { limit: 200, olderMs: OVERDUE_MS })) {
      if (!(await this.queues.knows(job))) await this.queues.offer(job);
      await this.table.offered(job.queue, [job.id]);
    }
  }
}
