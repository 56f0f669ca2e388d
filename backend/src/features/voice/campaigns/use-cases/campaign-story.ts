import { Inject, Injectable } from '@nestjs/common';
import type { CampaignNumbers, PacingPoint, RecordWhy } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { AttemptStore } from '../data/attempt.store';
import { CampaignStore } from '../data/campaign.store';
import { DiallingStore } from '../data/dialling.store';
import { PacingStore } from '../data/pacing.store';
import { dayStart } from '../domain/dialling-hours';
import { DialGate } from './dial-gate';

const PACING_MS = 15 * 60_000;
const PACING_POINTS = 180;

/** How a campaign goes, and why a record was dialled or is not. */
@Injectable()
export class CampaignStory {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly campaigns: CampaignStore,
    private readonly records: DiallingStore,
    private readonly attempts: AttemptStore,
    private readonly paces: PacingStore,
    private readonly gate: DialGate,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async numbers(campaignId: string): Promise<CampaignNumbers | null> {
    const campaign = await this.campaigns.find(this.database.read, campaignId);
    if (!campaign) return null;
    const numbers = await this.attempts.numbers(campaignId, dayStart('Europe/Warsaw', this.clock.now()));
    return { ...numbers, state: campaign.state, held: await this.campaigns.held(campaignId) };
  }

  /** What the pacer decided in the last quarter of an hour, and from what. */
  pacing(campaignId: string): Promise<PacingPoint[]> {
    const until = this.clock.now();
    return this.paces.recent(this.database.read, campaignId, { since: until - PACING_MS, until, most: PACING_POINTS });
  }

  /** The gate as it would answer now, and every attempt with what it was decided from. */
  async why(campaignId: string, recordId: string): Promise<RecordWhy | null> {
    const read = this.database.read;
    const campaign = await this.campaigns.find(read, campaignId);
    const record = await this.records.find(read, recordId);
    if (!campaign || record?.campaignId !== campaignId) return null;
    const at = this.clock.now();
    const { verdict } = await this.gate.judge(read, campaign, { record, agentId: record.agentId, at });
    const attempts = await this.attempts.ofRecord(recordId);
    return {
      ...{ recordId, state: record.state, class: record.class, priority: record.priority },
      dueAt: record.dueAt === null ? null : new Date(record.dueAt).toISOString(),
      closedBecause: record.closedBecause,
      hold: verdict?.hold ?? null,
      until: verdict?.until ? new Date(verdict.until).toISOString() : null,
      detail: verdict?.detail ?? null,
      skips: await this.attempts.skipsOf(recordId),
      attempts: await Promise.all(attempts.map(async (each) => ({ ...each, why: await this.reason(each.id) }))),
    };
  }

  private async reason(attemptId: string): Promise<Record<string, unknown>> {
    const [started] = await this.journal.read(`attempt-${attemptId}`, { limit: 1 });
    return (started?.data as { why?: Record<string, unknown> } | undefined)?.why ?? {};
  }
}
