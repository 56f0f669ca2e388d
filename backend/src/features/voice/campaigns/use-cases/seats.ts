import { Inject, Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Schedule } from '../../../../platform/schedule';
import { Agents, type MissCause } from '../../../work/agents';
import { CallRefused } from '../../calls';
import { Tables } from '../data/tables';
import type { Seat } from '../data/seat.store';
import { DialRecord } from './dial';
import { RecordSupply } from './supply';

/** Timer that starts a progressive agent's call by itself. */
export const START_SEAT = 'campaigns.start-seat';
const startKey = (seatId: string): string => `${START_SEAT}:${seatId}`;

/** The agent turned out to be taken, or to have left: undoes what was done for him. */
class AgentGone extends Error {}

/** Agents whom a campaign reserves: through their own streams, so that no queue and no other campaign can have them too. */
@Injectable()
export class Seats {
  constructor(
    private readonly tables: Tables,
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly schedule: Schedule,
    private readonly agents: Agents,
    private readonly supply: RecordSupply,
    private readonly dialling: DialRecord,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Reserves the agent, and for a progressive campaign the record that he calls. False: there is none, or he is not free. */
  async take(campaign: Campaign, agentId: string, meta: EventMeta): Promise<boolean> {
    return this.attempt(async (tx) => {
      const seatId = this.ids.next();
      if (campaign.kind === 'predictive') {
        await this.reserve(tx, { campaign, agentId, seatId }, meta);
        return true;
      }
      const supply = await this.supply.next(tx, campaign, [agentId], meta);
      if (!supply.found) {
        await this.supply.noteHeld(tx, campaign.id, supply.held, meta);
        return false;
      }
      const { recordId } = supply.found.record;
      await this.tables.records.batch(tx, recordId, agentId);
      await this.reserve(tx, { campaign, agentId, seatId }, meta);
      const { autoStartSeconds } = campaign;
      const startsAt = autoStartSeconds === null ? null : meta.at + autoStartSeconds * 1000;
      await this.tables.places.give(tx, seatId, recordId, startsAt);
      if (startsAt !== null)
        await this.schedule.at(tx, { key: startKey(seatId), due: startsAt, command: START_SEAT, payload: { seatId } });
      await this.announce(tx, { agentId, campaignId: campaign.id }, meta);
      return true;
    });
  }

  /** The agent's key, or the timer. False: the seat is gone, or the record may not be called any more. */
  async start(seatId: string, meta: EventMeta): Promise<boolean> {
    return this.attempt(async (tx) => {
      const seat = await this.tables.places.find(tx, seatId);
      if (seat?.state !== 'waiting' || seat.recordId === null) return false;
      const campaign = await this.tables.campaigns.find(tx, seat.campaignId);
      const record = await this.tables.records.find(tx, seat.recordId);
      if (campaign?.state !== 'running' || record?.state !== 'batched' || record.batchedFor !== seat.agentId) {
        await this.release(tx, seat, 'campaign-not-running', meta);
        return false;
      }
      const { verdict, why } = await this.supply.recheck(tx, campaign, { record, agentId: seat.agentId }, meta);
      const attemptId = verdict
        ? null
        : await this.dialling.dial(tx, { campaign, supplied: { record, why }, seat }, meta);
      if (attemptId === null) await this.release(tx, seat, verdict?.hold ?? 'no-trunk', meta);
      else await this.tables.places.move(tx, seatId, { state: 'called', since: meta.at, callId: attemptId });
      await this.announce(tx, seat, meta);
      return attemptId !== null;
    });
  }

  /** The agent is free again; a record on his desk waits anew. */
  async release(tx: Transaction, seat: Seat, because: string, meta: EventMeta): Promise<void> {
    if (seat.recordId !== null) await this.tables.records.unbatchOne(tx, seat.recordId);
    await this.agents.handle(tx, seat.agentId, { type: 'ReleaseOffer', offerId: seat.seatId, because }, meta);
    await this.tables.places.leave(tx, seat.seatId);
    await this.schedule.cancel(tx, startKey(seat.seatId));
    await this.announce(tx, seat, meta);
  }

  /** He was called and his phone did not lift. */
  async missed(tx: Transaction, seatId: string, cause: MissCause, meta: EventMeta): Promise<void> {
    const seat = await this.tables.places.find(tx, seatId);
    if (!seat) return;
    await this.agents.handle(tx, seat.agentId, { type: 'MissOffer', offerId: seatId, cause }, meta);
    await this.tables.places.leave(tx, seatId);
    await this.announce(tx, seat, meta);
  }

  /** He or his phone is gone: nothing waits for him, and what lay on his desk waits for others. */
  async gone(tx: Transaction, agentId: string, how: { signedOut: boolean }, meta: EventMeta): Promise<void> {
    const seat = await this.tables.places.ofAgent(tx, agentId);
    if (seat?.state === 'waiting') await this.release(tx, seat, 'agent-gone', meta);
    if (how.signedOut) await this.tables.records.unbatch(tx, { agentId });
  }

  /** The campaign has ended for now: nothing of it lies on desks. */
  async clear(tx: Transaction, campaignId: string): Promise<void> {
    await this.tables.records.unbatch(tx, { campaignId });
  }

  releaseNow(seat: Seat, because: string, meta: EventMeta): Promise<boolean> {
    return this.attempt(async (tx) => {
      const now = await this.tables.places.find(tx, seat.seatId);
      if (now?.state === 'waiting') await this.release(tx, now, because, meta);
      return true;
    });
  }

  /** Tells the agent's desk that what he works in has changed. */
  async announce(
    tx: Transaction,
    { agentId, campaignId }: Pick<Seat, 'agentId' | 'campaignId'>,
    meta: EventMeta,
  ): Promise<void> {
    const event = { type: 'CampaignDeskChanged', data: { agentId, campaignId } };
    await this.journal.append(tx, `campaigndesk-${agentId}`, [event], meta);
  }

  private async reserve(
    tx: Transaction,
    { campaign, agentId, seatId }: { campaign: Campaign; agentId: string; seatId: string },
    meta: EventMeta,
  ): Promise<void> {
    const offer = { offerId: seatId, channel: 'call', subjectId: campaign.id, kind: 'queue' } as const;
    const reserved = await this.agents.handle(tx, agentId, { type: 'Reserve', offer }, meta);
    if (!reserved.ok) throw new AgentGone();
    await this.tables.places.take(tx, { agentId, campaignId: campaign.id, seatId, since: meta.at });
  }

  /** A newer fact (the agent was taken, somebody calls that contact) undoes the whole. */
  private async attempt(work: (tx: Transaction) => Promise<boolean>): Promise<boolean> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (error instanceof AgentGone || error instanceof CallRefused || sqlState(error) === '23505') return false;
      throw error;
    }
  }
}
