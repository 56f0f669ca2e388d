import { Inject, Injectable } from '@nestjs/common';
import type { Campaign, DeskRecord, DialHold, OwnCampaign } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import type { AgentRefusal } from '../../../work/agents';
import { CallRefused } from '../../calls';
import { Tables } from '../data/tables';
import type { Dialling } from '../data/dialling.store';
import { planAfter } from '../domain/attempts-rule';
import { DialRecord } from './dial';
import { Seats } from './seats';
import { RecordSupply } from './supply';

/**
 * - `campaign-not-found`: not one of his, or it stands still · `record-not-yours`: not on his desk (any more)
 * - `batch-not-finished`: records of the last one are left · `campaign-other-kind`: its agents choose nothing
 * - `record-held`: `hold` says what keeps it from being called now
 */
export type OwnCampaignRefusal =
  | Refusal<'campaign-not-found' | 'record-not-yours' | 'batch-not-finished' | 'campaign-other-kind'>
  | (Refusal<'record-held'> & { readonly hold: DialHold })
  | AgentRefusal;

/** What agents do in campaigns: take a batch, call, skip. */
@Injectable()
export class OwnCampaigns {
  constructor(
    private readonly tables: Tables,
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly seats: Seats,
    private readonly supply: RecordSupply,
    private readonly dialling: DialRecord,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async list(agentId: string): Promise<OwnCampaign[]> {
    const read = this.database.read;
    const seat = await this.tables.places.ofAgent(read, agentId);
    const mine = await this.tables.campaigns.ofAgent(read, agentId);
    return Promise.all(
      mine.map(async (campaign) => {
        const sits = seat?.campaignId === campaign.id;
        const records = await this.tables.records.batchOf(read, agentId, campaign.id);
        const { id, name, kind, state, autoStartSeconds } = campaign;
        return {
          ...{ id, name, kind, state, autoStartSeconds },
          joined: sits || records.length > 0,
          records: records.map(deskRecord),
          startsAt: sits && seat.startsAt !== null ? new Date(seat.startsAt).toISOString() : null,
          held: await this.tables.campaigns.held(id),
        };
      }),
    );
  }

  /** The next batch of a preview campaign; the last one has to be worked through first. */
  batch(agentId: string, campaignId: string, meta: EventMeta): Promise<Outcome<DeskRecord[], OwnCampaignRefusal>> {
    return this.database.transaction(async (tx) => {
      const campaign = await this.own(tx, agentId, campaignId);
      if (campaign?.state !== 'running') return refused({ code: 'campaign-not-found' });
      if (campaign.kind !== 'preview') return refused({ code: 'campaign-other-kind' });
      if ((await this.tables.records.batchOf(tx, agentId, campaignId)).length > 0)
        return refused({ code: 'batch-not-finished' });
      for (let taken = 0; taken < campaign.batchSize; taken += 1) {
        const supply = await this.supply.next(tx, campaign, [agentId], meta);
        if (!supply.found) {
          if (taken === 0) await this.supply.noteHeld(tx, campaignId, supply.held, meta);
          break;
        }
        await this.tables.records.batch(tx, supply.found.record.recordId, agentId);
      }
      return accepted((await this.tables.records.batchOf(tx, agentId, campaignId)).map(deskRecord));
    });
  }

  /** Calls a record of the batch; in a progressive campaign the record that waits is called now. */
  async call(
    agentId: string,
    of: { campaignId: string; recordId: string },
    meta: EventMeta,
  ): Promise<Outcome<void, OwnCampaignRefusal>> {
    const seat = await this.tables.places.ofAgent(this.database.read, agentId);
    if (seat?.recordId === of.recordId)
      return (await this.seats.start(seat.seatId, meta)) ? accepted(undefined) : refused({ code: 'record-not-yours' });
    try {
      return await this.database.transaction((tx) => this.dial(tx, agentId, of, meta));
    } catch (error) {
      if (error instanceof CallRefused) return refused(error.refusal as AgentRefusal);
      if (sqlState(error) === '23505') return refused({ code: 'record-held', hold: 'contact-engaged' });
      throw error;
    }
  }

  private async dial(
    tx: Transaction,
    agentId: string,
    { campaignId, recordId }: { campaignId: string; recordId: string },
    meta: EventMeta,
  ): Promise<Outcome<void, OwnCampaignRefusal>> {
    const campaign = await this.own(tx, agentId, campaignId);
    if (!campaign || campaign.state === 'drained') return refused({ code: 'campaign-not-found' });
    const record = await this.tables.records.find(tx, recordId);
    if (record?.batchedFor !== agentId || record.state !== 'batched') return refused({ code: 'record-not-yours' });
    const { verdict, why } = await this.supply.recheck(tx, campaign, { record, agentId }, meta);
    if (verdict) return refused({ code: 'record-held', hold: verdict.hold });
    const seat = { agentId, seatId: this.ids.next() };
    const made = await this.dialling.dial(tx, { campaign, supplied: { record, why }, seat }, meta);
    await this.seats.announce(tx, { agentId, campaignId }, meta);
    return made === null ? refused({ code: 'record-held', hold: 'no-trunk' }) : accepted(undefined);
  }

  /** Not called, with the agent's reason; it comes again by the rule of skipped ones. */
  skip(
    agentId: string,
    of: { campaignId: string; recordId: string; reason: string },
    meta: EventMeta,
  ): Promise<Outcome<void, OwnCampaignRefusal>> {
    return this.database.transaction(async (tx) => {
      const { campaignId, recordId, reason } = of;
      const campaign = await this.own(tx, agentId, campaignId);
      if (!campaign) return refused({ code: 'campaign-not-found' });
      if (campaign.kind !== 'preview') return refused({ code: 'campaign-other-kind' });
      const before = await this.tables.records.find(tx, recordId);
      if (before?.batchedFor !== agentId) return refused({ code: 'record-not-yours' });
      const record = await this.tables.records.count(tx, recordId, 'skipped');
      const ofOutcome = record?.outcomes.skipped ?? 1;
      const soFar = { outcome: 'skipped', ofOutcome, all: before.attempts, endedAt: meta.at } as const;
      const plan = planAfter(soFar, campaign.attempts, campaign.maxAttempts);
      if (plan.next === 'retry') await this.tables.records.retry(tx, recordId, plan.dueAt);
      else await this.tables.records.close(tx, recordId, plan.because);
      const event = { type: 'RecordSkipped', data: { campaignId, recordId, agentId, reason, plan } };
      await this.journal.append(tx, `dialling-${recordId}`, [event], meta);
      await this.seats.announce(tx, { agentId, campaignId }, meta);
      return accepted(undefined);
    });
  }

  private async own(tx: Transaction, agentId: string, campaignId: string): Promise<Campaign | null> {
    const mine = await this.tables.campaigns.ofAgent(tx, agentId);
    return mine.find(({ id }) => id === campaignId) ?? null;
  }
}

export const deskRecord = (record: Dialling): DeskRecord => ({
  recordId: record.recordId,
  contactId: record.contactId,
  firstName: record.firstName,
  lastName: record.lastName,
  company: record.company,
  number: record.number ?? '',
  class: record.class,
  attempts: record.attempts,
  lastOutcome: record.lastOutcome,
  fields: { ...record.fields },
});
