import { Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import type { LiveAttempt } from '../data/attempt.store';
import { Tables } from '../data/tables';
import { unchecked } from '../domain/machine-checks';
import { Attempts } from './attempts';

/** `attempt-not-found`: also one out of view · `attempt-already-person`: somebody has said it, or it showed by itself */
export type VerdictRefusal = Refusal<'attempt-not-found' | 'attempt-not-machine' | 'attempt-already-person'>;

/** Whether somebody may say who answered an attempt of this campaign. */
export type MaySay = (attempt: LiveAttempt, campaign: Campaign) => boolean;

/** What people who were there, or have listened since, say of the detector's verdict. */
@Injectable()
export class CorrectVerdict {
  constructor(
    private readonly database: Database,
    private readonly tables: Tables,
    private readonly attempts: Attempts,
  ) {}

  async verdictOf(callId: string, maySay: MaySay): Promise<LiveAttempt | null> {
    return (await this.find(this.database.read, callId, maySay))?.attempt ?? null;
  }

  /** One that was checked stands for those that were not, as when the talk shows it; one that was not, for itself. */
  person(callId: string, maySay: MaySay, meta: EventMeta): Promise<Outcome<void, VerdictRefusal>> {
    return this.database.transaction(async (tx) => {
      const found = await this.find(tx, callId, maySay);
      if (!found) return refused({ code: 'attempt-not-found' });
      const { attempt, campaign } = found;
      const standsFor = attempt.checked ? unchecked(campaign.machines.checkPercent) : 1;
      const command = { type: 'NoteMisjudged', at: meta.at, standsFor } as const;
      const events = await this.attempts.handle(tx, attempt.id, command, meta);
      if (events.length > 0) return accepted(undefined);
      return refused({ code: attempt.judged === 'machine' ? 'attempt-already-person' : 'attempt-not-machine' });
    });
  }

  private async find(tx: Transaction, callId: string, maySay: MaySay) {
    const attempt = await this.tables.attempts.ofCall(tx, callId);
    const campaign = attempt && (await this.tables.campaigns.find(tx, attempt.campaignId));
    return campaign && maySay(attempt, campaign) ? { attempt, campaign } : null;
  }
}
