import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';
import { MessageStore } from '../data/message.store';
import { KeepMessages } from '../use-cases/keep-messages';

/** Messages in copies and erasures of personal data: what was said goes, and its file with it. */
@Injectable()
export class VoicemailsOfPersons implements OnModuleInit {
  constructor(
    private readonly personal: PersonalData,
    private readonly store: MessageStore,
    private readonly keeping: KeepMessages,
  ) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'voicemails',
      collect: (tx, person) => this.store.ofPerson(tx, person),
      erase: (tx, person, meta) => this.erase(tx, person, meta),
    });
  }

  private async erase(tx: Transaction, person: Person, meta: EventMeta): Promise<number> {
    let count = 0;
    for (const { id } of await this.store.ofPerson(tx, person))
      if (await this.keeping.deleteInside(tx, id, { because: 'erasure', meta })) count += 1;
    return count;
  }
}
