import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import type { RecontactChanged, RecontactSet } from '../../../customers/classification';
import type { RecordEvent } from '../../../customers/records';
import { AttemptStore } from '../data/attempt.store';
import { CampaignStore } from '../data/campaign.store';
import { DiallingStore } from '../data/dialling.store';

/** Records that come, change and go, and promises to call again. */
@Injectable()
export class FollowRecords {
  constructor(
    private readonly records: DiallingStore,
    private readonly attempts: AttemptStore,
    private readonly campaigns: CampaignStore,
    private readonly journal: Journal,
  ) {}

  async record(tx: Transaction, event: RecordEvent, meta: EventMeta): Promise<void> {
    const { campaignId } = event.data;
    if (event.type === 'RecordsAdded') await this.records.fillSource(tx, event.data);
    else if (event.type === 'RecordAdded' || event.type === 'RecordChanged')
      await this.records.fill(tx, event.data.recordId);
    else await this.records.forget(tx, campaignId);
    await this.campaigns.lookNow(tx, campaignId);
    const changed = { type: 'CampaignRecordsChanged', data: { campaignId } };
    await this.journal.append(tx, `campaignrecords-${campaignId}`, [changed], meta);
  }

  /** A promise made in a call of a campaign: its record waits for that moment, for that agent or for anyone. */
  async recontactSet(tx: Transaction, data: RecontactSet['data']): Promise<void> {
    const attempt = await this.attempts.ofCall(tx, data.callId);
    if (!attempt) return;
    const agentId = data.for === 'agent' ? data.agentId : null;
    const { recontactId } = data;
    await this.records.promise(tx, attempt.recordId, { agentId, dueAt: Date.parse(data.dueAt), recontactId });
    await this.campaigns.lookNow(tx, attempt.campaignId);
  }

  async recontactChanged(tx: Transaction, data: RecontactChanged['data'], meta: EventMeta): Promise<void> {
    const { recontactId, state, dueAt } = data;
    const promised = await this.records.ofRecontact(tx, recontactId);
    if (!promised) return;
    const { recordId, campaignId, agentId } = promised;
    if (state === 'open') return this.records.promise(tx, recordId, { agentId, dueAt: Date.parse(dueAt), recontactId });
    await this.records.close(tx, recordId, `recontact-${state}`);
    const closed = { recordId, campaignId, because: `recontact-${state}`, detail: null };
    await this.journal.append(tx, `dialling-${recordId}`, [{ type: 'RecordClosed', data: closed }], meta);
  }
}
