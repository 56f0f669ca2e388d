import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { config } from '../../../../platform/config';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { ExportRecordings } from '../use-cases/export-recordings';
import { EXPORT_EXPIRY, PackRecordings } from '../use-cases/pack-recordings';

const JOB = 'export-recordings';
const ATTEMPTS = 3;
const payloadSchema = z.object({ exportId: idSchema });

/** Archives are packed as jobs, one at a time, and deleted by the clock. */
@Injectable()
export class ExportJobs implements OnModuleInit {
  private readonly logger = new Logger('recordings');

  constructor(
    private readonly jobs: Jobs,
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly exporting: ExportRecordings,
    private readonly packing: PackRecordings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: JOB,
      schema: payloadSchema,
      attempts: ATTEMPTS,
      backoff: 2000,
      handle: ({ exportId }, { attempt }) => this.run(exportId, attempt),
    });
    this.schedule.on(EXPORT_EXPIRY, (payload) => {
      const { exportId } = payloadSchema.parse(payload);
      return this.exporting.expire(exportId, bySystem('clock', exportId, this.clock.now()));
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'recordings.exports',
      types: ['RecordingExportAsked'],
      from: 'now',
      handle: async (events) => {
        for (const { data } of events) {
          const payload = payloadSchema.parse(data);
          await this.jobs.enqueue(JOB, payload, { id: payload.exportId });
        }
      },
    });
  }

  private async run(exportId: string, attempt: number): Promise<void> {
    try {
      await this.packing.run(exportId);
    } catch (error) {
      if (attempt < ATTEMPTS) throw error;
      this.logger.error({ err: error }, `Archive ${exportId} failed`);
      await this.packing.failed(exportId, 'export-failed');
    }
  }
}
