import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { config } from '../../../../platform/config';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { CheckRecordings } from '../use-cases/check-recordings';

const JOB = 'check-recordings';
const payloadSchema = z.object({ checkId: idSchema });

/** Checks run as jobs: a year of recordings takes its time. */
@Injectable()
export class CheckJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly relay: Relay,
    private readonly checking: CheckRecordings,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: JOB,
      schema: payloadSchema,
      attempts: 3,
      backoff: 5000,
      handle: ({ checkId }) => this.checking.run(checkId),
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'recordings.checks',
      types: ['RecordingCheckAsked'],
      from: 'now',
      handle: async (events) => {
        for (const { data } of events) {
          const payload = payloadSchema.parse(data);
          await this.jobs.enqueue(JOB, payload, { id: payload.checkId });
        }
      },
    });
  }
}
