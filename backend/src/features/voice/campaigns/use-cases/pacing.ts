import { Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import type { Instant } from '../../../../kernel/clock';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { AttemptStore, type LiveAttempt } from '../data/attempt.store';
import { PacingStore } from '../data/pacing.store';
import { SeatStore, type Seat } from '../data/seat.store';
import { pacingSettings } from '../domain/pacing-of-campaign';
import { decidePacing } from '../domain/pacing/decide-pacing';
import type { PacingDecision } from '../domain/pacing/explanation';
import type { PacedAgent, PacingWorld } from '../domain/pacing/observation';
import { paceOf, type Pace } from '../domain/pacing/pace';
import { told } from '../domain/pacing-told';

const STATUS: Readonly<Record<Seat['state'], PacedAgent['status']>> = {
  waiting: 'ready',
  called: 'talking',
  talking: 'talking',
  'wrap-up': 'wrap-up',
};

type Paced = PacingDecision & { readonly pace: Pace };

/** Asks the pacer how many calls a predictive campaign places now. The world is read from the tables, so it is never older than the last call placed. */
@Injectable()
export class Pacing {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly seats: SeatStore,
    private readonly attempts: AttemptStore,
    private readonly pacing: PacingStore,
  ) {}

  async decide(campaign: Campaign, switchConnected: boolean, meta: EventMeta): Promise<Paced> {
    const read = this.database.read;
    const state = await this.pacing.load(read, campaign.id);
    const world = await this.world(read, campaign.id, switchConnected);
    const decision = decidePacing({ state, now: meta.at, world }, pacingSettings(campaign));
    return { ...decision, pace: paceOf(state, world, meta.at) };
  }

  /** Keeps decisions that placed calls, and those from which on something else limits; the ones between say nothing new. */
  async note(campaignId: string, decision: Paced, placed: number, meta: EventMeta): Promise<void> {
    await this.database.transaction(async (tx) => {
      const changed = await this.pacing.noteLimit(tx, campaignId, decision.explanation.bindingLimit);
      if (placed === 0 && !changed) return;
      const event = { type: 'PacingDecided', data: { campaignId, at: meta.at, placed, ...told(decision) } };
      await this.journal.append(tx, `pacing-${campaignId}`, [event], meta);
    });
  }

  /** Calls that the pacer has placed and that nobody has taken or seen end. */
  async inFlight(tx: Transaction, campaignId: string): Promise<number> {
    const live = await this.attempts.live(tx, campaignId);
    return live.filter(({ paced, state }) => paced && (state === 'dialling' || state === 'answered')).length;
  }

  /** Calls whose person waits for an agent; not while somebody still listens who it is. */
  async answered(tx: Transaction, campaignId: string, at: Instant): Promise<LiveAttempt[]> {
    const live = await this.attempts.live(tx, campaignId);
    return live.filter(
      ({ paced, state, listensUntil }) =>
        paced && (state === 'answered' || state === 'abandoned') && (listensUntil ?? at) <= at,
    );
  }

  private async world(tx: Transaction, campaignId: string, switchConnected: boolean): Promise<PacingWorld> {
    const seats = await this.seats.of(tx, campaignId);
    const live = (await this.attempts.live(tx, campaignId)).filter(({ paced }) => paced);
    return {
      agents: seats.map(({ agentId, state, since }) => ({ id: agentId, status: STATUS[state], since })),
      ringing: live.filter(({ state }) => state === 'dialling').map(({ startedAt }) => startedAt),
      waiting: live.filter(({ state }) => state === 'answered').length,
      switchConnected,
    };
  }
}
