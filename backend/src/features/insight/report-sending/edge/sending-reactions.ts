import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import { config } from '../../../../platform/config';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { ReportDue } from '../domain/sending-events';
import { REPORT_TIME, ReportSchedules } from '../use-cases/report-schedules';
import { ATTEMPTS, BACKOFF_MS, SEND, SendReports } from '../use-cases/send-reports';

const turn = z.object({ id: z.string() });
const letter = z.object({ scheduleId: z.string(), dueAt: z.string(), to: z.string() });

/** The clock says that a report is due; its letters are jobs. */
@Injectable()
export class SendingReactions implements OnModuleInit {
  constructor(
    private readonly schedules: ReportSchedules,
    private readonly sending: SendReports,
    private readonly schedule: Schedule,
    private readonly relay: Relay,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const job = { name: SEND, schema: letter, attempts: ATTEMPTS, backoff: BACKOFF_MS };
    this.jobs.define({ ...job, handle: (sent, of) => this.sending.send(sent, of) });
    if (!config('process').parts.includes('worker')) return;
    this.schedule.on(REPORT_TIME, async (payload, { due }) => {
      const { id } = turn.parse(payload);
      await this.schedules.timeHasCome(id, due, bySystem('clock', id, this.clock.now()));
    });
    this.relay.subscribe({
      name: 'reports.send',
      types: ['ReportDue'],
      from: 'now',
      handle: async (events) => {
        for (const { stream, version, data } of events)
          await this.sending.plan(`${stream}@${version}`, data as ReportDue['data']);
      },
    });
  }
}
