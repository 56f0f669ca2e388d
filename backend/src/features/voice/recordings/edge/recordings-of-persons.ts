import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';
import { RecordingStore } from '../data/recording.store';
import { KeepRecording } from '../use-cases/keep-recording';

/** Recordings in copies and erasures of personal data. */
@Injectable()
export class RecordingsOfPersons implements OnModuleInit {
  constructor(
    private readonly personal: PersonalData,
    private readonly store: RecordingStore,
    private readonly keeping: KeepRecording,
  ) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'recordings',
      collect: (tx, person) => this.store.ofPerson(tx, person),
      erase: (tx, person, meta) => this.erase(tx, person, meta),
    });
  }

  /** The files follow the event, as with every recording that is deleted. What the law makes us keep is kept (art. 17 (3) GDPR). */
  private async erase(tx: Transaction, person: Person, meta: EventMeta): Promise<number> {
    let count = 0;
    for (const { id } of await this.store.ofPerson(tx, person)) {
      if ((await this.keeping.deleteIn(tx, id, 'erasure of a person', meta)).ok) count += 1;
    }
    return count;
  }
}
