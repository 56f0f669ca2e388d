import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { config } from '../../../../platform/config';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import type { WhatIfRequested } from '../domain/events';
import { RunWhatIf } from '../use-cases/run-what-if';

const JOB = 'run-what-if';
const payloadSchema = z.object({ runId: z.uuid() });

/** Runs go on in the background, one at a time in a process. */
@Injectable()
export class WhatIfJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly relay: Relay,
    private readonly runs: RunWhatIf,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: JOB,
      schema: payloadSchema,
      attempts: ATTEMPTS,
      backoff: 5_000,
      handle: async ({ runId }, { attempt }) => {
        try {
          await this.runs.run(runId);
        } catch (error) {
          if (attempt >= ATTEMPTS) await this.runs.fail(runId, error instanceof Error ? error.message : String(error));
          throw error;
        }
      },
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'what-if',
      types: ['WhatIfRequested'],
      from: 'beginning',
      handle: async (events) => {
        for (const event of events) {
          const { runId } = event.data as WhatIfRequested['data'];
          await this.jobs.enqueue(JOB, { runId }, { id: runId });
        }
      },
    });
  }
}

const ATTEMPTS = 3;
