import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Recontacts } from '../../../customers/classification';
import { AttemptStore } from '../data/attempt.store';
import { CampaignStore } from '../data/campaign.store';
import { DiallingStore } from '../data/dialling.store';
import { PacingStore } from '../data/pacing.store';
import { attemptDecider, type AttemptCommand, type AttemptEvent } from '../domain/attempt';
import { planAfter } from '../domain/attempts-rule';
import { observationsOf } from '../domain/observations';
import type { PacingObservation } from '../domain/pacing/observation';
import { observePacing } from '../domain/pacing/observe-pacing';
import { pacingSettings } from '../domain/pacing-of-campaign';

/** The one way to change an attempt: decides, journals, keeps the view, the record's state and the pacer's, in the caller's transaction. */
@Injectable()
export class Attempts {
  constructor(
    private readonly journal: Journal,
    private readonly store: AttemptStore,
    private readonly records: DiallingStore,
    private readonly campaigns: CampaignStore,
    private readonly pacing: PacingStore,
    private readonly recontacts: Recontacts,
  ) {}

  async handle(tx: Transaction, attemptId: string, command: AttemptCommand, meta: EventMeta): Promise<AttemptEvent[]> {
    const outcome = await this.journal.handle(tx, attemptDecider, attemptId, command, meta);
    const events = outcome.ok ? outcome.value.events.map(({ type, data }) => ({ type, data }) as AttemptEvent) : [];
    for (const event of events) {
      await this.store.follow(tx, event);
      if (event.type === 'AttemptEnded') await this.ended(tx, event.data, meta);
    }
    const paced = await this.paced(tx, attemptId);
    if (paced) await this.observe(tx, paced, events.flatMap(observationsOf));
    return events;
  }

  /** Tells the campaign's pacer, in the transaction of what it is told of: nothing is learnt twice or lost. */
  async observe(tx: Transaction, campaignId: string, observations: readonly PacingObservation[]): Promise<void> {
    if (observations.length === 0) return;
    const campaign = await this.campaigns.find(tx, campaignId);
    if (!campaign) return;
    const settings = pacingSettings(campaign);
    const state = await this.pacing.lock(tx, campaignId);
    const next = observations.reduce((current, each) => observePacing(current, each, settings), state);
    await this.pacing.save(tx, campaignId, next);
  }

  /** The campaign whose pacer placed the attempt; null: an agent was on the line from the beginning, or nobody ever is. */
  private async paced(tx: Transaction, attemptId: string): Promise<string | null> {
    const [row] = await tx.query<{ campaign_id: string }[]>(
      `select a.campaign_id from dial_attempt a where a.id = $1 and a.paced`,
      [attemptId],
    );
    return row?.campaign_id ?? null;
  }

  /** The campaign's rule of the outcome says what becomes of the record; a promise made meanwhile counts for more. */
  private async ended(
    tx: Transaction,
    data: Extract<AttemptEvent, { type: 'AttemptEnded' }>['data'],
    meta: EventMeta,
  ): Promise<void> {
    const { recordId, campaignId, outcome, at } = data;
    const campaign = await this.campaigns.find(tx, campaignId);
    const record = await this.records.count(tx, recordId, outcome);
    if (!record || !campaign || record.state !== 'waiting') return;
    if (record.dueAt !== null && record.dueAt > at) return;
    const soFar = { outcome, ofOutcome: record.outcomes[outcome] ?? 1, all: record.attempts, endedAt: at };
    const plan = planAfter(soFar, campaign.attempts, campaign.maxAttempts);
    if (plan.next === 'retry') return this.records.retry(tx, recordId, plan.dueAt);
    await this.records.close(tx, recordId, plan.because);
    if (plan.because === 'reached' && record.recontactId !== null)
      await this.recontacts.fulfil(tx, record.recontactId, meta);
    const closed = { recordId, campaignId, because: plan.because, detail: outcome };
    await this.journal.append(tx, `dialling-${recordId}`, [{ type: 'RecordClosed', data: closed }], meta);
  }
}
