import { Injectable } from '@nestjs/common';
import type { Campaign, RecordClass } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { CampaignStore } from '../data/campaign.store';
import { DiallingStore, type Dialling } from '../data/dialling.store';
import { StrategyStore } from '../data/strategy.store';
import type { AttemptReason } from '../domain/attempt';
import { chooseHead, DEFAULT_SHARES, orderOfClasses, settled, type Given, type Shares } from '../domain/choose-class';
import { relationshipOf, type Relationship } from '../domain/keep-relationship';
import { mayDial, type DialFacts, type HoldVerdict } from '../domain/may-dial';
import { DialGate } from './dial-gate';

export interface Supplied {
  readonly record: Dialling;
  readonly why: AttemptReason;
}

/** `held`: why there is none: the last thing that kept a record back, `no-records`, or that the campaign does not run. */
export type Supply = { readonly found: Supplied } | { readonly found: null; readonly held: string };

interface Order {
  readonly shares: Shares;
  readonly overdueFirst: 'most' | 'least';
}

/** Records looked at for one that may be called, before the others wait for the next look. */
const LOOKS = 25;
const HOLD_MS = 60_000;
/** After a look that found nothing. */
const SOONEST_MS = 1000;
const LATEST_MS = 600_000;

/** Hands out records: by class, priority and source, each through the gate; one campaign's one after the other. */
@Injectable()
export class RecordSupply {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly records: DiallingStore,
    private readonly strategies: StrategyStore,
    private readonly gate: DialGate,
    private readonly journal: Journal,
  ) {}

  /**
   * The next record, locked. `for`: who would speak (his own promises count), or those of whom any may (`agentIds`), or nobody.
   * The caller puts it on a desk or dials it in the same transaction.
   */
  async next(tx: Transaction, campaign: Campaign, agentIds: readonly string[], meta: EventMeta): Promise<Supply> {
    const given = await this.campaigns.lockGiven(tx, campaign.id);
    if (!given) return { found: null, held: 'campaign-not-running' };
    const order = await this.orderOf(tx, campaign);
    const classes = orderOfClasses(order.shares, given);
    let held = 'no-records';
    for (let look = 0; look < LOOKS; look += 1) {
      const record = await this.head(tx, campaign, { classes, agentIds, order }, meta);
      if (!record) break;
      const agentId = record.agentId ?? agentIds[0] ?? null;
      const { verdict, facts } = await this.gate.judge(tx, campaign, { record, agentId, at: meta.at });
      if (!verdict) {
        await this.campaigns.noteGiven(tx, campaign.id, settled(given, record.class));
        await this.records.noteGiven(tx, record);
        return {
          found: { record, why: reason(record, order, { given, classes, ...toldOf(facts) }) },
        };
      }
      held = verdict.hold;
      await this.keepBack(tx, record, verdict, meta);
    }
    return { found: null, held };
  }

  /** Nothing can be called now; looked at again when a record comes due, or something happens. */
  async noteHeld(tx: Transaction, campaignId: string, held: string, { at }: EventMeta): Promise<void> {
    const due = await this.records.nextDue(tx, campaignId, at);
    const lookAt = Math.min(Math.max(due ?? Infinity, at + SOONEST_MS), at + LATEST_MS);
    await this.campaigns.noteHeld(tx, campaignId, held, lookAt);
  }

  /** Whether there is anything to look at; what the gate says of it is another matter. */
  async any(tx: Transaction, campaign: Campaign, agentIds: readonly string[], meta: EventMeta): Promise<boolean> {
    const order = await this.orderOf(tx, campaign);
    const classes = orderOfClasses(order.shares, { fresh: 0, private: 0, system: 0 });
    return (await this.head(tx, campaign, { classes, agentIds, order }, meta)) !== null;
  }

  /** Whether a record that lies on a desk may still be called; one that is of no use any more is closed. */
  async recheck(
    tx: Transaction,
    campaign: Campaign,
    of: { record: Dialling; agentId: string },
    meta: EventMeta,
  ): Promise<{ verdict: HoldVerdict | null; why: AttemptReason }> {
    const { record } = of;
    const { facts } = await this.gate.judge(tx, campaign, { ...of, at: meta.at });
    const verdict = mayDial({ ...facts, dueAt: null }, campaign);
    if (verdict?.closes) await this.keepBack(tx, record, verdict, meta);
    const given = { fresh: 0, private: 0, system: 0 };
    const order = await this.orderOf(tx, campaign);
    return {
      verdict,
      why: reason(record, order, { given, classes: [record.class], ...toldOf(facts) }),
    };
  }

  private async orderOf(tx: Transaction, { strategyId }: Campaign): Promise<Order> {
    const strategy = strategyId === null ? null : await this.strategies.find(tx, strategyId);
    return strategy ?? { shares: DEFAULT_SHARES, overdueFirst: 'most' };
  }

  private async head(
    tx: Transaction,
    campaign: Campaign,
    how: { classes: readonly RecordClass[]; agentIds: readonly string[]; order: Order },
    { at }: EventMeta,
  ): Promise<Dialling | null> {
    const campaignId = campaign.id;
    const keptId = await this.records.keptFor(tx, { campaignId, agentIds: how.agentIds });
    const kept = keptId === null ? null : await this.records.lockWaiting(tx, keptId);
    if (kept) return kept;
    for (const each of how.classes) {
      if (each === 'private' && how.agentIds.length === 0) continue;
      const of = { campaignId, at, agentIds: each === 'private' ? how.agentIds : null };
      const recordId =
        each === 'fresh'
          ? (chooseHead(await this.records.freshHeads(tx, campaignId, at))?.recordId ?? null)
          : await this.records.nextRecontact(tx, { ...of, class: each }, how.order.overdueFirst);
      const record = recordId === null ? null : await this.records.lockWaiting(tx, recordId);
      if (record) return record;
    }
    return null;
  }

  private async keepBack(tx: Transaction, record: Dialling, verdict: HoldVerdict, meta: EventMeta): Promise<void> {
    const { hold, until, closes, detail } = verdict;
    if (hold === 'kept-for-last-agent' && until !== null && detail !== null)
      return this.records.keepFor(tx, record.recordId, { agentId: detail, until });
    if (!closes) return this.records.hold(tx, record.recordId, hold, until ?? meta.at + HOLD_MS);
    await this.records.close(tx, record.recordId, hold);
    const { recordId, campaignId } = record;
    const event = { type: 'RecordClosed', data: { recordId, campaignId, because: hold, detail } };
    await this.journal.append(tx, `dialling-${recordId}`, [event], meta);
  }
}

const toldOf = ({ attemptsToday, lastAgent, agentId }: DialFacts) => ({
  attemptsToday,
  relationship: relationshipOf(lastAgent, agentId),
});

const reason = (
  record: Dialling,
  { shares, overdueFirst }: Order,
  of: { given: Given; classes: readonly RecordClass[]; attemptsToday: number; relationship: Relationship | null },
): AttemptReason => ({
  class: record.class,
  shares,
  ...{ given: of.given, attemptsToday: of.attemptsToday, relationship: of.relationship },
  order: of.classes,
  priority: record.priority,
  sourceId: record.sourceId,
  dueAt: record.dueAt,
  overdueFirst: record.class === 'fresh' ? null : overdueFirst,
});
