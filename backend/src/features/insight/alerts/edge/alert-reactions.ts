import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { RecordedEvent } from '../../../../kernel/journal';
import { config } from '../../../../platform/config';
import { Jobs } from '../../../../platform/jobs';
import { Relay } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import type { AlertTested, AlertTold } from '../domain/alert-events';
import { OCCURRING_TYPES } from '../domain/occurrences';
import { CountOccurrences } from '../use-cases/count-occurrences';
import { PlanTelling, QUEUES } from '../use-cases/plan-telling';
import { ATTEMPTS, BACKOFF_MS, TellAlerts } from '../use-cases/tell-alerts';
import { LOOK, WatchAlerts } from '../use-cases/watch-alerts';

const step = z.enum(['first', 'escalation']);
const letter = z.object({ alertId: z.string(), step, to: z.string(), language: z.enum(['pl', 'en']) });
const text = letter.omit({ language: true });
const hook = z.object({ alertId: z.string(), step, url: z.string() });

/** Looks by the clock, counts what rules count, and brings alerts to their people. */
@Injectable()
export class AlertReactions implements OnModuleInit {
  constructor(
    private readonly watching: WatchAlerts,
    private readonly planning: PlanTelling,
    private readonly telling: TellAlerts,
    private readonly counting: CountOccurrences,
    private readonly relay: Relay,
    private readonly schedule: Schedule,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const job = { attempts: ATTEMPTS, backoff: BACKOFF_MS };
    this.jobs.define({ ...job, name: QUEUES.mail, schema: letter, handle: (sent, of) => this.telling.mail(sent, of) });
    this.jobs.define({ ...job, name: QUEUES.sms, schema: text, handle: (sent, of) => this.telling.text(sent, of) });
    this.jobs.define({ ...job, name: QUEUES.webhook, schema: hook, handle: (sent, of) => this.telling.hook(sent, of) });
    if (!config('process').parts.includes('worker')) return;
    this.schedule.on(LOOK, () => this.watching.look(this.clock.now()));
    this.relay.subscribe({
      name: 'alerts.occurrences',
      types: OCCURRING_TYPES,
      from: 'now',
      handle: (events) => this.counting.count(events),
    });
    this.relay.subscribe({
      name: 'alerts.tell',
      types: ['AlertTold', 'AlertTested'],
      from: 'now',
      handle: async (events) => {
        for (const event of events) await this.tell(event);
      },
    });
  }

  private async tell({ stream, version, type, data }: RecordedEvent): Promise<void> {
    const { alertId, ruleId } = data as AlertTested['data'];
    const escalated = type === 'AlertTold' && (data as AlertTold['data']).step === 'escalation';
    await this.planning.plan(`${stream}@${version}`, { alertId, ruleId, step: escalated ? 'escalation' : 'first' });
  }
}
