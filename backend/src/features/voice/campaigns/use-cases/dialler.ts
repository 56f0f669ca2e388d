import { Inject, Injectable } from '@nestjs/common';
import { AGENT_KINDS, type Campaign } from '#contracts';
import { CLOCK, type Clock, type Instant } from '../../../../kernel/clock';
import { bySystem } from '../../../../kernel/event-meta';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { CallRefused } from '../../calls';
import { Tables } from '../data/tables';
import type { Seat } from '../data/seat.store';
import { DialRecord } from './dial';
import { FollowCalls } from './follow-calls';
import { Pacing } from './pacing';
import { Seats } from './seats';
import { RecordSupply } from './supply';
import { releasableWith } from '../domain/pacing-of-campaign';

type Active = Campaign & { readonly held: string | null; readonly lookAt: Instant | null };

/** `due`: when to look again; null: not before something happens. `active`: there is something that events may concern. */
export interface Look {
  readonly active: boolean;
  readonly due: Instant | null;
}

/** How often the pacer decides beside every event. */
const PACE_MS = 500;

/** What running campaigns do now: who is reserved, who is let go, how many calls are placed. Safe to run anywhere and twice at once. */
@Injectable()
export class Dialler {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tables: Tables,
    private readonly database: Database,
    private readonly seats: Seats,
    private readonly supply: RecordSupply,
    private readonly dialling: DialRecord,
    private readonly pacing: Pacing,
    private readonly follow: FollowCalls,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  tick(): Promise<Look> {
    const next = this.turn.then(() => this.alone());
    this.turn = next.catch(() => undefined);
    return next;
  }

  /** Two looks at once would each place the calls that the pacer allows: one at a time in this process, and in all of them. */
  private alone(): Promise<Look> {
    return this.database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('campaigns look', 0))`);
      return this.look();
    });
  }

  private async look(): Promise<Look> {
    const active = await this.tables.campaigns.active(this.database.read);
    const connected = await this.tables.lines.connected(this.database.read);
    for (const campaign of active) {
      const meta = bySystem('campaigns', campaign.id, this.clock.now());
      await this.tidy(campaign, meta);
      if (campaign.state === 'running') await this.run(campaign, connected, meta);
    }
    return { active: active.length > 0, due: active.length === 0 ? null : await this.nextLook() };
  }

  /** Twice a second where the pacer has something to steer, else when a record may come due. */
  private async nextLook(): Promise<Instant | null> {
    const soon = this.clock.now() + PACE_MS;
    const dues = (await this.tables.campaigns.active(this.database.read)).map((campaign) =>
      campaign.paced || campaign.state !== 'running' ? soon : campaign.lookAt,
    );
    const known = dues.filter((due): due is Instant => due !== null);
    return known.length === 0 ? null : Math.max(soon, Math.min(...known));
  }

  /** Seats that the campaign has no use for any more: it stands still, or has another kind now. Calls under way keep theirs. */
  private async tidy(campaign: Campaign, meta: EventMeta): Promise<void> {
    const uses = (kind: Campaign['kind']) => campaign.state === 'running' && campaign.kind === kind;
    const seats = await this.tables.places.of(this.database.read, campaign.id);
    const waiting = seats.filter(({ state }) => state === 'waiting');
    const own = waiting.filter(({ recordId }) => (recordId === null ? !uses('predictive') : !uses('progressive')));
    if (own.length === 0) return;
    const inFlight = await this.pacing.inFlight(this.database.read, campaign.id);
    for (const seat of own)
      if (seat.recordId !== null || inFlight === 0) await this.seats.releaseNow(seat, 'campaign-stands', meta);
  }

  private async run(campaign: Active, connected: boolean, meta: EventMeta): Promise<void> {
    const looks = connected && (campaign.lookAt === null || campaign.lookAt <= meta.at);
    if (campaign.kind === 'predictive') return this.predictive(campaign, { connected, looks }, meta);
    if (campaign.kind === 'progressive') return this.progressive(campaign, { connected, looks }, meta);
    if (!AGENT_KINDS.includes(campaign.kind) && looks) await this.automatic(campaign, meta);
  }

  private async progressive(
    campaign: Campaign,
    { connected, looks }: { connected: boolean; looks: boolean },
    meta: EventMeta,
  ): Promise<void> {
    const read = this.database.read;
    const asked = [
      ...(await this.tables.places.wantedByQueues(read, campaign.id)),
      ...(await this.tables.places.leaving(read, campaign.id)),
    ];
    for (const seat of asked) await this.seats.releaseNow(seat, 'asked-to-leave', meta);
    if (connected) await this.fillAwaited(campaign, meta);
    if (looks) await this.fillSeats(campaign, meta);
  }

  private async fillSeats(campaign: Campaign, meta: EventMeta): Promise<void> {
    for (const agentId of await this.tables.places.free(this.database.read, campaign.id))
      if (!(await this.seats.take(campaign, agentId, meta))) return;
  }

  /** Whom records wait for is free: what nobody else may have is no matter of the next look. */
  private async fillAwaited(campaign: Campaign, meta: EventMeta): Promise<void> {
    const agentIds = await this.tables.places.free(this.database.read, campaign.id);
    const of = { campaignId: campaign.id, agentIds, at: meta.at };
    for (const agentId of await this.tables.records.awaited(this.database.read, of))
      await this.seats.take(campaign, agentId, meta);
  }

  /** Reserves whoever is free, places what the pacer allows, and lets go whom somebody else needs as far as the pacer allows. */
  private async predictive(
    campaign: Active,
    { connected, looks }: { connected: boolean; looks: boolean },
    meta: EventMeta,
  ): Promise<void> {
    if (looks && (campaign.held === null || (await this.mayGoOn(campaign, meta)))) await this.fillSeats(campaign, meta);
    await this.giveWaiting(campaign, meta);
    const decision = await this.pacing.decide(campaign, connected, meta);
    const seats = await this.tables.places.of(this.database.read, campaign.id);
    const waiting = seats.filter(({ state }) => state === 'waiting');
    let placed = 0;
    while (looks && placed < decision.dial && (await this.place(campaign, waiting, meta))) placed += 1;
    await this.pacing.note(campaign.id, decision, placed, meta);
    const { inFlight } = decision.explanation.inputs;
    const idle = decision.dial > 0 && inFlight === 0 && placed === 0;
    const releasable = idle ? waiting.length : releasableWith(decision, campaign, placed);
    await this.letGo(campaign, { waiting, releasable, idle }, meta);
  }

  /** Who answered and found nobody gets the next who is free. */
  private async giveWaiting(campaign: Campaign, meta: EventMeta): Promise<void> {
    const live = await this.pacing.answered(this.database.read, campaign.id, meta.at);
    for (const attempt of live) await this.database.transaction((tx) => this.follow.give(tx, attempt, meta));
  }

  /** After a look that found nothing nobody is reserved before there is something again. */
  private async mayGoOn(campaign: Campaign, meta: EventMeta): Promise<boolean> {
    const free = await this.tables.places.free(this.database.read, campaign.id);
    return this.database.transaction(async (tx) => {
      if (await this.supply.any(tx, campaign, free, meta)) return true;
      await this.supply.noteHeld(tx, campaign.id, 'no-records', meta);
      return false;
    });
  }

  private async letGo(
    campaign: Campaign,
    { waiting, releasable, idle }: { waiting: readonly Seat[]; releasable: number; idle: boolean },
    meta: EventMeta,
  ): Promise<void> {
    const read = this.database.read;
    const wanted = await this.tables.places.wantedByQueues(read, campaign.id);
    const leaving = await this.tables.places.leaving(read, campaign.id);
    const asked = idle ? waiting : [...leaving, ...wanted];
    for (const seat of asked.slice(0, releasable))
      await this.seats.releaseNow(seat, idle ? 'no-records' : 'asked-to-leave', meta);
  }

  /** One call; a private recontact takes its agent's seat, so it never depends on who is free later. */
  private place(campaign: Campaign, waiting: readonly Seat[], meta: EventMeta): Promise<boolean> {
    return this.tried(async (tx) => {
      const agentIds = waiting.map(({ agentId }) => agentId);
      const supply = await this.supply.next(tx, campaign, agentIds, meta);
      if (!supply.found) {
        await this.supply.noteHeld(tx, campaign.id, supply.held, meta);
        return false;
      }
      const { record } = supply.found;
      const own = record.agentId === null ? null : waiting.find(({ agentId }) => agentId === record.agentId);
      const attemptId = await this.dialling.dial(tx, { campaign, supplied: supply.found, seat: own ?? null }, meta);
      if (attemptId !== null && own)
        await this.tables.places.move(tx, own.seatId, { state: 'called', since: meta.at, callId: attemptId });
      return attemptId !== null;
    });
  }

  private async automatic(campaign: Campaign, meta: EventMeta): Promise<void> {
    let free = await this.tables.lines.freeAutomatic(this.database.read, campaign);
    while (free > 0 && (await this.place(campaign, [], meta))) free -= 1;
  }

  /** Somebody else was faster with that contact or that agent: nothing has happened, the next look sees it. */
  private async tried(work: (tx: Transaction) => Promise<boolean>): Promise<boolean> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (error instanceof CallRefused || sqlState(error) === '23505') return false;
      throw error;
    }
  }
}
