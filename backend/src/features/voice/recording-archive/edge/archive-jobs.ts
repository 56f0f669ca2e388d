import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { idSchema } from '#contracts';
import { config } from '../../../../platform/config';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { RecordingSounds } from '../../recordings';
import { ARCHIVE_COPIES, ArchiveTargets } from '../use-cases/archive-targets';
import { MakeCopies } from '../use-cases/make-copies';

const JOB = 'archive-recordings';
const timerSchema = z.object({ targetId: idSchema });
const storedSchema = z.object({ recordingId: idSchema });

/** Recordings wait for their targets as soon as they are stored; a timer of each target has them copied by a job. */
@Injectable()
export class ArchiveJobs implements OnModuleInit {
  constructor(
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly jobs: Jobs,
    private readonly sounds: RecordingSounds,
    private readonly targets: ArchiveTargets,
    private readonly copies: MakeCopies,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: JOB,
      schema: timerSchema,
      attempts: 3,
      backoff: 5000,
      handle: ({ targetId }) => this.copies.run(targetId),
    });
    this.schedule.on(ARCHIVE_COPIES, async (payload, { due }) => {
      const { targetId } = timerSchema.parse(payload);
      await this.jobs.enqueue(JOB, { targetId }, { id: `${targetId} ${due}` });
    });
    if (!config('process').parts.includes('worker')) return;
    this.relay.subscribe({
      name: 'recordings.archive',
      types: ['RecordingStored'],
      from: 'now',
      handle: async (events) => {
        for (const { data, meta } of events) {
          const { recordingId } = storedSchema.parse(data);
          const sound = await this.sounds.describe(recordingId);
          if (sound) await this.targets.wish(recordingId, sound, meta.at);
        }
      },
    });
  }
}
