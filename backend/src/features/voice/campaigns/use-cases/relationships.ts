import { Injectable } from '@nestjs/common';
import type { Campaign } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import { LastAgents } from '../../calls';
import { DiallingStore, type Dialling } from '../data/dialling.store';
import { SeatStore } from '../data/seat.store';
import type { LastAgent } from '../domain/keep-relationship';

/** Relationship keeping: system recontacts go first to whoever talked with the person last. */
@Injectable()
export class Relationships {
  constructor(
    private readonly lastAgents: LastAgents,
    private readonly places: SeatStore,
    private readonly records: DiallingStore,
  ) {}

  /** For whom a record is kept before it is handed out; nobody is, where the pacer calls ahead. */
  async of(tx: Transaction, campaign: Campaign, record: Dialling): Promise<LastAgent | null> {
    if (campaign.kind !== 'preview' && campaign.kind !== 'progressive') return null;
    const agentId = await this.lastAgent(tx, campaign, record);
    if (agentId === null) return null;
    return { agentId, onDuty: await this.places.onDuty(tx, campaign.id, agentId), keptUntil: record.keptUntil };
  }

  /** Who is preferred for a person who has answered. */
  async preferred(tx: Transaction, campaign: Campaign | null, recordId: string): Promise<string | null> {
    const record = campaign?.lastAgentSeconds ? await this.records.find(tx, recordId) : null;
    return campaign && record ? this.lastAgent(tx, campaign, record) : null;
  }

  private async lastAgent(tx: Transaction, { lastAgentSeconds }: Campaign, record: Dialling): Promise<string | null> {
    if (lastAgentSeconds === null || record.class !== 'system') return null;
    return this.lastAgents.ofContact(tx, record.contactId);
  }
}
