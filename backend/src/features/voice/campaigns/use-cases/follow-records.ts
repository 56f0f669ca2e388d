import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { Recontacts, type RecontactChanged, type RecontactSet } from '../../../customers/classification';
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
    private readonly recontacts: Recontacts,
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

  /**
   * A promise made in a call of a campaign, or planned for a record: it waits for that moment, for that agent or for anyone. The
   * call was what the promise before it was about.
   */
  async recontactSet(tx: Transaction, data: RecontactSet['data'], meta: EventMeta): Promise<void> {
    const attempt = data.callId === null ? null : await this.attempts.ofCall(tx, data.callId);
    const record = await this.records.find(tx, data.recordId ?? attempt?.recordId ?? null);
    if (!record) return;
    const agentId = data.for === 'agent' ? data.agentId : null;
    const { recontactId } = data;
    await this.records.promise(tx, record.recordId, { agentId, dueAt: Date.parse(data.dueAt), recontactId });
    if (record.recontactId !== null && record.recontactId !== recontactId)
      await this.recontacts.fulfil(tx, record.recontactId, meta);
    await this.campaigns.lookNow(tx, record.campaignId);
  }

  async recontactChanged(tx: Transaction, data: RecontactChanged['data'], meta: EventMeta): Promise<void> {
    const { recontactId, state, dueAt } = data;
    const promised = await this.records.ofRecontact(tx, recontactId);
    if (!promised) return;
    const { recordId, campaignId, agentId } = promised;
    if (state === 'open') return this.records.promise(tx, recordId, { agentId, dueAt: Date.parse(dueAt), recontactId });
    if (!(await this.records.close(tx, recordId, `recontact-${state}`))) return;
    const closed = { recordId, campaignId, because: `recontact-${state}`, detail: null };
    await this.journal.append(tx, `dialling-${recordId}`, [{ type: 'RecordClosed', data: closed }], meta);
  }
}
