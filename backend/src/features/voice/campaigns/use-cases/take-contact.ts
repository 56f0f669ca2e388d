import { Injectable } from '@nestjs/common';
import type { TakeContact } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Records, type RecordRefusal } from '../../../customers/records';
import { LicensingService } from '../../../house/licensing';
import { CampaignStore } from '../data/campaign.store';
import { DiallingStore } from '../data/dialling.store';
import type { TakeHold } from '../domain/may-dial';
import { DialGate } from './dial-gate';

/** `contact-…`: with what the campaign has against him it would never call him. */
export type TakeContactRefusal =
  | Refusal<'campaign-finished' | 'contact-not-found' | 'contact-in-campaign' | `contact-${TakeHold}`>
  | (Refusal<'limit-reached'> & { readonly meterId: string })
  | RecordRefusal;

/** A contact that is known already is put into a campaign by a person. */
@Injectable()
export class TakeContactUseCase {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignStore,
    private readonly dialling: DiallingStore,
    private readonly gate: DialGate,
    private readonly records: Records,
    private readonly licensing: LicensingService,
  ) {}

  /** The new record's id. */
  take(
    campaignId: string,
    { contactId, ...terms }: TakeContact,
    meta: EventMeta,
  ): Promise<Outcome<string, TakeContactRefusal>> {
    return this.database.transaction(async (tx) => {
      const campaign = await this.campaigns.find(tx, campaignId);
      if (!campaign) return refused({ code: 'campaign-not-found' });
      if (campaign.state === 'finished') return refused({ code: 'campaign-finished' });
      const contact = await this.dialling.candidate(tx, { contactId, campaignId });
      if (!contact) return refused({ code: 'contact-not-found' });
      if (contact.isIn) return refused({ code: 'contact-in-campaign' });
      const held = await this.gate.judgeContact(tx, campaign, { contactId, number: contact.number, at: meta.at });
      if (held) return refused({ code: `contact-${held.hold}` });
      const limit = await this.licensing.checkMetered(tx, 'limit-records', 1);
      if (!limit.ok) return refused({ code: 'limit-reached', meterId: 'limit-records' });
      // One source for all who are put in by hand, so that they do not come before every list.
      await this.records.addSource(tx, { id: campaignId, campaignId, kind: 'manual', name: 'Ręcznie' }, meta);
      const added = await this.records.add(tx, { campaignId, sourceId: campaignId }, { ...terms, contactId }, meta);
      return added.ok ? accepted(added.value.id) : added;
    });
  }
}
