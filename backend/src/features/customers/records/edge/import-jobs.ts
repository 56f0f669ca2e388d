import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { config } from '../../../../platform/config';
import { RunImport } from '../use-cases/run-import';
import { UndoImport } from '../use-cases/undo-import';

const payloadSchema = z.object({ importId: idSchema });
const ATTEMPTS = 20;
const RUN = 'run-contact-import';
const UNDO = 'undo-contact-import';

/** Imports run as jobs: one at a time, given out again when their process dies. */
@Injectable()
export class ImportJobs implements OnModuleInit {
  private readonly logger = new Logger('imports');

  constructor(
    private readonly jobs: Jobs,
    private readonly relay: Relay,
    private readonly running: RunImport,
    private readonly undoing: UndoImport,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: RUN,
      schema: payloadSchema,
      attempts: ATTEMPTS,
      backoff: 2000,
      handle: async ({ importId }, { attempt }) => this.run(importId, attempt),
    });
    this.jobs.define({
      name: UNDO,
      schema: payloadSchema,
      attempts: ATTEMPTS,
      backoff: 2000,
      handle: ({ importId }) => this.undoing.run(importId),
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'records.import-jobs',
      types: ['ImportStarted', 'ImportUndoAsked', 'ImportEnded', 'ImportCancelled'],
      from: 'now',
      handle: async (events) => {
        for (const { type, data } of events) await this.follow(type, payloadSchema.parse(data));
      },
    });
  }

  private async follow(type: string, payload: z.infer<typeof payloadSchema>): Promise<void> {
    const id = payload.importId;
    if (type === 'ImportStarted') await this.jobs.enqueue(RUN, payload, { id });
    else if (type === 'ImportUndoAsked') await this.jobs.enqueue(UNDO, payload, { id });
    else await this.running.forget(id);
  }

  /** A file that cannot be read any better next time is given up after three attempts that reached it. */
  private async run(importId: string, attempt: number): Promise<void> {
    try {
      await this.running.run(importId);
    } catch (error) {
      if (attempt < 3) throw error;
      this.logger.error({ err: error }, `Import ${importId} failed`);
      await this.running.failed(
        importId,
        error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      );
    }
  }
}
