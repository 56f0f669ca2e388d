import { Injectable } from '@nestjs/common';
import { Liquid } from 'liquidjs';
import type { CallOutcome, Campaign } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import { DiallingStore } from '../data/dialling.store';

/** What voice mailings say, and what is left on machines: Liquid with the contact's name and the record's own fields. */
@Injectable()
export class CampaignMessages {
  private readonly engine = new Liquid({ strictVariables: false, ownPropertyOnly: true });

  constructor(private readonly records: DiallingStore) {}

  async of(
    tx: Transaction,
    campaign: Campaign,
    { recordId, text }: { recordId: string; text: string },
  ): Promise<string> {
    const record = await this.records.find(tx, recordId);
    const { firstName = '', lastName = '', company = '', fields = {} } = record ?? {};
    return this.engine.parseAndRenderSync(text, {
      contact: { firstName, lastName, company },
      record: fields,
      campaign: { name: campaign.name },
    }) as string;
  }
}

/** In the campaign's language. */
export const saidBy = ({ language }: Campaign, message: string, outcome: CallOutcome) => ({
  message,
  language,
  outcome,
});
