import { Injectable } from '@nestjs/common';
import type { ScriptDocument } from '#contracts';
import type { Transaction } from '../../../../platform/database';
import { ExternalUrls } from '../../external-urls';
import { filledIn, namedIn, textsOf } from '../domain/fill-in';

/** Stand-ins for a conversation that there is not: what a preview shows. */
const SAMPLE: Readonly<Record<string, string>> = {
  'contact.id': '00000000-0000-4000-8000-000000000001',
  'contact.firstName': 'Anna',
  'contact.lastName': 'Kowalska',
  'contact.company': 'Kowalska sp. z o.o.',
  'contact.phone': '+48500100200',
  'contact.email': 'anna@example.pl',
  'call.id': '00000000-0000-4000-8000-000000000002',
  'call.number': '+48500100200',
  'call.ownNumber': '+48221000100',
  'call.direction': 'inbound',
  'call.queue': 'Infolinia',
  'call.note': '',
  'agent.id': '00000000-0000-4000-8000-000000000003',
  'agent.name': 'Jan Nowak',
  'agent.extension': '101',
};

/** Scripts with their variables filled in and their addresses made, under the rules of now. */
@Injectable()
export class ShowScript {
  constructor(private readonly urls: ExternalUrls) {}

  async show(
    tx: Transaction,
    document: ScriptDocument,
    variables: Readonly<Record<string, string | null>> = SAMPLE,
  ): Promise<ScriptDocument> {
    const addresses = new Map<string, string>();
    for (const template of new Set(textsOf(document).flatMap((text) => namedIn(text).addresses))) {
      const address = await this.urls.render(tx, template, variables);
      if (address.ok) addresses.set(template, address.value);
    }
    return filledIn(document, { variables, addresses });
  }
}
