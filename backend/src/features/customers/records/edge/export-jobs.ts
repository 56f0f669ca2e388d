import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { config } from '../../../../platform/config';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { CONTACT_EXPORT_EXPIRY, ExportContacts } from '../use-cases/export-contacts';

const JOB = 'run-contact-export';
const ATTEMPTS = 3;
const payloadSchema = z.object({ exportId: idSchema });

/** Files are written as jobs, one at a time, and deleted by the clock. */
@Injectable()
export class ContactExportJobs implements OnModuleInit {
  private readonly logger = new Logger('exports');

  constructor(
    private readonly jobs: Jobs,
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly exporting: ExportContacts,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: JOB,
      schema: payloadSchema,
      attempts: ATTEMPTS,
      backoff: 2000,
      handle: ({ exportId }, { attempt }) => this.run(exportId, attempt),
    });
    this.schedule.on(CONTACT_EXPORT_EXPIRY, (payload) => this.exporting.expire(payloadSchema.parse(payload).exportId));
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'records.export-jobs',
      types: ['ContactExportAsked'],
      from: 'now',
      handle: async (events) => {
        for (const { data } of events) {
          const payload = { exportId: payloadSchema.parse(data).exportId };
          await this.jobs.enqueue(JOB, payload, { id: payload.exportId });
        }
      },
    });
  }

  private async run(exportId: string, attempt: number): Promise<void> {
    try {
      await this.exporting.run(exportId);
    } catch (error) {
      if (attempt < ATTEMPTS) throw error;
      this.logger.error({ err: error }, `Export ${exportId} failed`);
      await this.exporting.failed(exportId);
    }
  }
}
