import { Inject, Injectable } from '@nestjs/common';
import { AGENT_KINDS, type Campaign } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { Schedule } from '../../../../platform/schedule';
import type { DetectorEvent } from '../../amd';
import { CampaignCalls } from '../../calls';
import type { LiveAttempt } from '../data/attempt.store';
import { Tables } from '../data/tables';
import { isChecked } from '../domain/machine-checks';
import { Attempts } from './attempts';
import { saidBy } from './campaign-messages';
import { FollowCalls } from './follow-calls';

/** Timer: the machine has said nothing for long; the message is left, or the call ends. */
export const LEAVE_MESSAGE = 'campaigns.leave-message';
const RECORDS_WITHIN_MS = 30_000;

/** What follows from what is heard of who has answered: an agent for a voice, none for a machine. Every step is safe to repeat. */
@Injectable()
export class JudgeGreetings {
  constructor(
    private readonly database: Database,
    private readonly tables: Tables,
    private readonly attempts: Attempts,
    private readonly follow: FollowCalls,
    private readonly calls: CampaignCalls,
    private readonly schedule: Schedule,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the leg is a call of a campaign that wants to know who answers. */
  async wanted(legId: string): Promise<boolean> {
    const attempt = await this.tables.attempts.ofCall(this.database.read, legId);
    const campaign = attempt && (await this.tables.campaigns.find(this.database.read, attempt.campaignId));
    if (!attempt || !campaign?.machines.enabled) return false;
    return attempt.paced || isAutomatic(campaign);
  }

  heard(attemptId: string, event: DetectorEvent): Promise<void> {
    const meta = bySystem('amd', attemptId, this.clock.now());
    return this.database.transaction(async (tx) => {
      const attempt = await this.tables.attempts.ofCall(tx, attemptId);
      const campaign = attempt && (await this.tables.campaigns.find(tx, attempt.campaignId));
      if (!attempt || !campaign) return;
      if (event.type === 'speech-began') return this.spoke(tx, attempt, meta);
      if (event.type === 'verdict') return this.judge(tx, { attempt, campaign, event }, meta);
      return this.leaveMessage(tx, attemptId, meta);
    });
  }

  /** It never said that it records. */
  overdue(attemptId: string): Promise<void> {
    const meta = bySystem('amd', attemptId, this.clock.now());
    return this.database.transaction((tx) => this.leaveMessage(tx, attemptId, meta));
  }

  private async leaveMessage(tx: Transaction, attemptId: string, meta: EventMeta): Promise<void> {
    const attempt = await this.tables.attempts.ofCall(tx, attemptId);
    const campaign = attempt && (await this.tables.campaigns.find(tx, attempt.campaignId));
    if (attempt?.state !== 'machine' || !campaign) return;
    await this.schedule.cancel(tx, messageKey(attemptId));
    const { action, message } = campaign.machines;
    const { recordId } = attempt;
    const text = action === 'hang-up' ? '' : await this.follow.messages.of(tx, campaign, { recordId, text: message });
    await this.calls.letGo(tx, attemptId, saidBy(campaign, text, text === '' ? 'no-answer' : 'self-service'), meta);
  }

  private async spoke(tx: Transaction, attempt: LiveAttempt, meta: EventMeta): Promise<void> {
    if (!attempt.paced) return;
    const events = await this.attempts.handle(tx, attempt.id, { type: 'NoteSpoke', at: meta.at }, meta);
    if (events.length > 0) await this.follow.give(tx, attempt, meta);
  }

  private async judge(
    tx: Transaction,
    {
      attempt,
      campaign,
      event,
    }: { attempt: LiveAttempt; campaign: Campaign; event: Extract<DetectorEvent, { type: 'verdict' }> },
    meta: EventMeta,
  ): Promise<void> {
    const { who, chance, atMs } = event;
    const checked = attempt.paced && isChecked(attempt.id, campaign.machines.checkPercent);
    const command = { type: 'NoteJudged', at: meta.at, who, chance, afterMs: atMs, checked } as const;
    const [judged] = await this.attempts.handle(tx, attempt.id, command, meta);
    if (judged?.type !== 'AttemptJudged') return;
    if (who === 'person') {
      if (attempt.state !== 'answered') return;
      return attempt.paced ? this.follow.give(tx, attempt, meta) : this.follow.speak(tx, attempt.id, meta);
    }
    if (judged.data.checked) return;
    await this.follow.spare(tx, attempt.id, meta);
    if (campaign.machines.action === 'hang-up') return this.leaveMessage(tx, attempt.id, meta);
    const due = meta.at + RECORDS_WITHIN_MS;
    const payload = { attemptId: attempt.id };
    await this.schedule.at(tx, { key: messageKey(attempt.id), due, command: LEAVE_MESSAGE, payload });
  }
}

const isAutomatic = ({ kind }: Campaign): boolean => !AGENT_KINDS.includes(kind);
const messageKey = (attemptId: string): string => `${LEAVE_MESSAGE}:${attemptId}`;
