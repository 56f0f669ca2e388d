import { Inject, Injectable } from '@nestjs/common';
import { consentTarget } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import type { Transaction } from '../../../../platform/database';
import { Consents } from '../../consents';
import { ContactFieldStore } from '../data/contact-field.store';
import { ContactRoutingStore } from '../data/contact-routing.store';
import type { MappingRules } from '../domain/map-row';
import { fold } from '../domain/matching/profile';

/** What the rows of a file are read by: fields of contacts and of the campaign, consents and skills that there are. */
@Injectable()
export class ImportRules {
  constructor(
    private readonly fields: ContactFieldStore,
    private readonly consents: Consents,
    private readonly routing: ContactRoutingStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(tx: Transaction, campaignId: string | null): Promise<MappingRules> {
    const purposes = (await this.consents.purposes(tx)).filter(({ active }) => active);
    return {
      ofContacts: await this.fields.ofScope(tx, null),
      ofCampaign: campaignId === null ? [] : await this.fields.ofScope(tx, campaignId),
      consents: purposes.flatMap(({ id, channels }) => channels.map((channel) => consentTarget(channel, id))),
      skills: new Map((await this.routing.skills(tx)).map(({ id, name }) => [fold(name), id])),
      today: new Date(this.clock.now()).toISOString().slice(0, 10),
    };
  }
}
