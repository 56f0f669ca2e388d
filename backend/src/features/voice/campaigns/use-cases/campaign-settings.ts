import { Inject, Injectable } from '@nestjs/common';
import { AGENT_KINDS, type Campaign, type CampaignAction, type SaveCampaign } from '#contracts';
import { IDS, type Ids } from '../../../../kernel/ids';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, sqlState, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { LicensingService } from '../../../house/licensing';
import { CampaignStore } from '../data/campaign.store';
import { campaignDecider, type CampaignRefusal } from '../domain/campaign';
import { checkCampaign, featuresOf, type CampaignFault } from '../domain/check-campaign';

/**
 * - `campaign-member-unknown`: an agent, a group, the flow or the strategy does not exist
 * - `campaign-kind-fixed`: between kinds with agents and without, only a draft can be changed
 * - `consent-purpose-unknown`; `feature-not-ordered`: `field` needs a function that the Order lacks
 * - `campaign-has-records`: only one without records can be removed
 */
export type CampaignSettingsRefusal =
  | Refusal<
      | 'campaign-not-found'
      | 'campaign-name-taken'
      | 'campaign-member-unknown'
      | 'campaign-kind-fixed'
      | 'campaign-has-records'
      | 'consent-purpose-unknown'
      | 'changed-meanwhile'
    >
  | (Refusal<'feature-not-ordered'> & { readonly field: string; readonly feature: string })
  | CampaignFault
  | CampaignRefusal;

type Saved = Outcome<Campaign, CampaignSettingsRefusal>;

/** Settings of campaigns (tables and a journal entry each), and the decider that starts and stops them. */
@Injectable()
export class CampaignSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly campaigns: CampaignStore,
    private readonly licensing: LicensingService,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  create(given: SaveCampaign, meta: EventMeta): Promise<Saved> {
    return this.saving(async (tx) => {
      const possible = await this.check(tx, given);
      if (!possible.ok) return possible;
      const id = this.ids.next();
      await this.campaigns.insert(tx, id, given);
      return this.announce(tx, id, null, meta);
    });
  }

  update(id: string, given: SaveCampaign, version: number, meta: EventMeta): Promise<Saved> {
    return this.saving(async (tx) => {
      const before = await this.campaigns.find(tx, id);
      if (!before) return refused({ code: 'campaign-not-found' });
      const sameSide = AGENT_KINDS.includes(before.kind) === AGENT_KINDS.includes(given.kind);
      if (before.state !== 'draft' && !sameSide) return refused({ code: 'campaign-kind-fixed' });
      const possible = await this.check(tx, given);
      if (!possible.ok) return possible;
      if (!(await this.campaigns.update(tx, id, given, version))) return refused({ code: 'changed-meanwhile' });
      return this.announce(tx, id, before, meta);
    });
  }

  async remove(id: string, meta: EventMeta): Promise<Outcome<void, CampaignSettingsRefusal>> {
    try {
      return await this.removeEmpty(id, meta);
    } catch (error) {
      // A record came meanwhile.
      if (sqlState(error) === '23503') return refused({ code: 'campaign-has-records' });
      throw error;
    }
  }

  private removeEmpty(id: string, meta: EventMeta): Promise<Outcome<void, CampaignSettingsRefusal>> {
    return this.database.transaction(async (tx) => {
      const campaign = await this.campaigns.find(tx, id);
      if (!campaign) return refused({ code: 'campaign-not-found' });
      if (campaign.state !== 'draft' || (await this.campaigns.hasRecords(tx, id)))
        return refused({ code: 'campaign-has-records' });
      await this.campaigns.remove(tx, id);
      const event = { type: 'CampaignRemoved', data: { campaignId: id, name: campaign.name } };
      await this.journal.append(tx, `campaignsettings-${id}`, [event], meta);
      return accepted(undefined);
    });
  }

  /** Starts, pauses, drains or finishes; dialling follows the event at once. */
  act(id: string, action: CampaignAction, meta: EventMeta): Promise<Saved> {
    return this.database.transaction(async (tx) => {
      const campaign = await this.campaigns.find(tx, id);
      if (!campaign) return refused({ code: 'campaign-not-found' });
      const outcome = await this.journal.handle(tx, campaignDecider, id, { type: action, campaignId: id }, meta);
      if (!outcome.ok) return outcome;
      await this.campaigns.setState(tx, id, outcome.value.state.state);
      return accepted((await this.campaigns.find(tx, id)) ?? campaign);
    });
  }

  private async check(tx: Transaction, given: SaveCampaign): Promise<Outcome<void, CampaignSettingsRefusal>> {
    const fault = checkCampaign(given);
    if (fault) return refused(fault);
    for (const [field, feature] of featuresOf(given))
      if (!(await this.licensing.has(feature))) return refused({ code: 'feature-not-ordered', field, feature });
    if (given.consentPurpose === null) return accepted(undefined);
    const known = await tx.query<object[]>('select 1 from consent_purpose where id = $1 and active', [
      given.consentPurpose,
    ]);
    return known.length > 0 ? accepted(undefined) : refused({ code: 'consent-purpose-unknown' });
  }

  /** Who calls a campaign "not commercial" stands in the journal under a name of its own. */
  private async announce(tx: Transaction, id: string, before: Campaign | null, meta: EventMeta): Promise<Saved> {
    const campaign = await this.campaigns.find(tx, id);
    if (!campaign) return refused({ code: 'campaign-not-found' });
    const freed = campaign.consentPurpose === null && (before === null || before.consentPurpose !== null);
    const events = [
      { type: 'CampaignSaved', data: { campaignId: id, campaign } },
      ...(freed ? [{ type: 'CampaignMarkedNotCommercial', data: { campaignId: id, name: campaign.name } }] : []),
    ];
    await this.journal.append(tx, `campaignsettings-${id}`, events, meta);
    return accepted(campaign);
  }

  private async saving(work: (tx: Transaction) => Promise<Saved>): Promise<Saved> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      if (sqlState(error) === '23503') return refused({ code: 'campaign-member-unknown' });
      if (sqlState(error) === '23505') return refused({ code: 'campaign-name-taken' });
      throw error;
    }
  }
}
