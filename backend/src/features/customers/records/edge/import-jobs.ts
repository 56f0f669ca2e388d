import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import type { RecordedEvent } from '../../../../kernel/journal';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { config } from '../../../../platform/config';
import { Database } from '../../../../platform/database';
import { Schedule } from '../../../../platform/schedule';
import { ContactImports } from '../use-cases/contact-imports';
import { RunImport } from '../use-cases/run-import';
import { UndoImport } from '../use-cases/undo-import';

const payloadSchema = z.object({ importId: idSchema });
const ATTEMPTS = 20;
const RUN = 'run-contact-import';
const UNDO = 'undo-contact-import';
const LEFT = 'records.import-left';
/** A file that nobody starts within a day is full of people and of no use. */
const LEFT_MS = 24 * 3_600_000;

/** Imports run as jobs: one at a time, given out again when their process dies. */
@Injectable()
export class ImportJobs implements OnModuleInit {
  private readonly logger = new Logger('imports');

  constructor(
    private readonly jobs: Jobs,
    private readonly relay: Relay,
    private readonly running: RunImport,
    private readonly undoing: UndoImport,
    private readonly imports: ContactImports,
    private readonly database: Database,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
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
    this.schedule.on(LEFT, async (payload) => {
      const { importId } = payloadSchema.parse(payload);
      await this.imports.leave(importId, bySystem('clock', importId, this.clock.now()));
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'records.import-jobs',
      types: ['ImportUploaded', 'ImportStarted', 'ImportUndoAsked', 'ImportEnded', 'ImportCancelled'],
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.follow(event);
      },
    });
  }

  private async follow({ type, data, meta }: RecordedEvent): Promise<void> {
    const payload = payloadSchema.parse(data);
    const id = payload.importId;
    const left = { key: `import-left:${id}`, due: meta.at + LEFT_MS, command: LEFT, payload };
    if (type === 'ImportUploaded') await this.database.transaction((tx) => this.schedule.at(tx, left));
    else if (type === 'ImportStarted') await this.jobs.enqueue(RUN, payload, { id });
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
