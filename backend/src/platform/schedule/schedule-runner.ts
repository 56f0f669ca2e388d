import {
  Inject,
  Injectable,
  Logger,
  Optional,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Cancel, type Clock, type Instant } from '../../kernel/clock';
import { DatabaseSession } from '../database';
import { Schedule, type DueTimer } from './schedule';

export interface ScheduleOptions {
  /** How often to look for timers set by other processes and for those of lost ones. */
  readonly pollMs: number;
  /** How long a handler may take before another process may fire its timer too. */
  readonly leaseMs: number;
  readonly batchSize: number;
  /** Handlers at a time; 1 makes the order of firing the order of due times. */
  readonly concurrency: number;
  readonly backoffMs: number;
  readonly backoffMaxMs: number;
}

export const scheduleDefaults: ScheduleOptions = {
  pollMs: 1000,
  leaseMs: 30_000,
  batchSize: 64,
  concurrency: 8,
  backoffMs: 100,
  backoffMaxMs: 60_000,
};

export const SCHEDULE_OPTIONS = Symbol('ScheduleOptions');

const channel = 'centrala_schedule';

interface ClaimedRow {
  readonly key: string;
  readonly command: string;
  readonly due: Instant;
  readonly attempts: number;
  readonly payload: unknown;
  readonly revision: number;
}

/** Free, or claimed by a process that died (its session is gone) or hangs (its lease has run out). */
const free = `(owner is null or lease_until < clock_timestamp() or not session_alive(owner_pid, owner_started))`;

const claim = {
  name: 'schedule_claim',
  text: `with due as (
      select key from schedule where run_at <= $1 and command = any($2::text[]) and ${free}
      order by run_at, revision limit $3 for update skip locked
    )
    update schedule s set owner = $4, owner_pid = $5, owner_started = $6,
      lease_until = clock_timestamp() + make_interval(secs => $7::float8 / 1000)
    from due where s.key = due.key
    returning s.key, s.command, s.due, s.attempts, s.payload, s.revision`,
};
const nextDue = {
  name: 'schedule_next',
  text: `select min(run_at) as at from schedule where owner is null and command = any($1::text[])`,
};
/** A handler may have set the same key anew: then the revision is another, and the new timer stays. */
const done = { name: 'schedule_done', text: 'delete from schedule where key = $1 and revision = $2' };
const failed = {
  name: 'schedule_failed',
  text: `update schedule set run_at = $3, attempts = attempts + 1, last_error = $4, owner = null, owner_pid = null,
      owner_started = null, lease_until = null where key = $1 and revision = $2`,
};

/** Fires due timers whose commands have a handler in this process: at least once, by the clock that it is given. */
@Injectable()
export class ScheduleRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('schedule');
  private readonly options: ScheduleOptions;
  private state: 'new' | 'running' | 'stopping' = 'new';
  private firing: Promise<void> | undefined;
  private again = false;
  private wake: { at: Instant; cancel: Cancel } | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private forget: Cancel = () => undefined;

  constructor(
    private readonly schedule: Schedule,
    private readonly session: DatabaseSession,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() @Inject(SCHEDULE_OPTIONS) options: Partial<ScheduleOptions> = {},
  ) {
    this.options = { ...scheduleDefaults, ...options };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  async start(): Promise<void> {
    if (this.state !== 'new') return;
    this.state = 'running';
    this.forget = this.schedule.onSet((due) => {
      this.session.notify(channel, String(due));
      this.wakeBy(due);
    });
    await this.session.listen(channel, (due) => this.wakeBy(Number(due)));
    this.look();
    this.poll();
  }

  /** Waits for handlers that have begun; the rest stays in the table. */
  async stop(): Promise<void> {
    if (this.state === 'stopping') return;
    this.state = 'stopping';
    this.forget();
    clearTimeout(this.pollTimer);
    this.wake?.cancel();
    await this.firing;
  }

  /** Look for due timers now. Cheap, never throws. */
  look(): void {
    if (this.state !== 'running' || this.schedule.handlers.size === 0) return;
    this.again = true;
    this.firing ??= this.fireAll().finally(() => {
      this.firing = undefined;
      if (this.again) this.look();
    });
  }

  /** Resolves when no timer is due by the clock as it stands, and no handler runs. */
  async idle(): Promise<void> {
    this.look();
    while (this.firing) await this.firing;
  }

  private poll(): void {
    if (this.state !== 'running') return;
    this.pollTimer = setTimeout(() => {
      this.look();
      this.poll();
    }, this.options.pollMs);
  }

  private async fireAll(): Promise<void> {
    while (this.again && this.state === 'running') {
      this.again = false;
      try {
        // Fewer than asked for: there are no more; what came due meanwhile wakes us itself.
        while (this.state === 'running' && (await this.fireBatch()) === this.options.batchSize);
        await this.setWake();
      } catch (error) {
        this.logger.warn(`Timers cannot be read: ${String(error)}`);
      }
    }
  }

  private async fireBatch(): Promise<number> {
    const { owner, pid, started } = await this.session.identity();
    const { batchSize, leaseMs, concurrency } = this.options;
    const commands = [...this.schedule.handlers.keys()];
    const rows = await this.session.run<ClaimedRow>(claim, [
      this.clock.now(),
      commands,
      batchSize,
      owner,
      pid,
      started,
      leaseMs,
    ]);
    const queue = rows.sort((a, b) => a.due - b.due || a.revision - b.revision);
    let next = 0;
    const lanes = Array.from({ length: Math.min(concurrency, queue.length) }, async () => {
      for (let row = queue[next++]; row; row = queue[next++]) await this.fire(row);
    });
    await Promise.all(lanes);
    return rows.length;
  }

  private async fire({ payload, revision, ...timer }: ClaimedRow): Promise<void> {
    try {
      await this.carryOut(payload, timer);
    } catch (error) {
      const delay = Math.min(this.options.backoffMs * 2 ** Math.min(timer.attempts, 20), this.options.backoffMaxMs);
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.logger.warn(
        `Timer ${timer.key} (${timer.command}) failed (attempt ${timer.attempts + 1}): ${text.split('\n', 1)[0]}`,
      );
      await this.session.run(failed, [timer.key, revision, this.clock.now() + delay, text]);
      return;
    }
    await this.session.run(done, [timer.key, revision]);
  }

  private async carryOut(payload: unknown, timer: DueTimer): Promise<void> {
    const handler = this.schedule.handlers.get(timer.command);
    if (!handler) throw new Error(`No handler for the timer command ${timer.command}`);
    await handler(payload, timer);
  }

  private async setWake(): Promise<void> {
    const [row] = await this.session.run<{ at: Instant | null }>(nextDue, [[...this.schedule.handlers.keys()]]);
    if (typeof row?.at === 'number') this.wakeBy(row.at);
  }

  private wakeBy(due: Instant): void {
    if (this.state !== 'running' || !Number.isFinite(due)) return;
    if (due <= this.clock.now()) return this.look();
    if (this.wake && this.wake.at <= due && this.wake.at > this.clock.now()) return;
    this.wake?.cancel();
    const cancel = this.clock.wakeAt(due, () => {
      this.wake = undefined;
      this.look();
    });
    this.wake = { at: due, cancel };
  }
}
