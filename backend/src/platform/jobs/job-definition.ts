import type { z } from 'zod';

export interface JobContext {
  /** The id that the job was enqueued with: the key for whatever the handler sends out. */
  readonly id: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** A kind of background work. `handle` may run more than once for one job (a crash, a lost answer), so it must be idempotent. */
export interface JobDefinition<Payload = unknown> {
  /** Names the queue for ever: kebab-case, for example `send-mail`. */
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
  /** Attempts before the job is dead. */
  readonly attempts: number;
  /** Wait before the second attempt, in milliseconds; doubles with each further one. */
  readonly backoff: number;
  /** Jobs of this kind at a time in one process; 1 when not said. */
  readonly concurrency?: number;
  /** Throw to fail the attempt; throw `GiveUp` when trying again cannot help. */
  handle(payload: Payload, context: JobContext): Promise<void>;
}

/** Thrown by a handler: this job will never succeed, no further attempts. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}
