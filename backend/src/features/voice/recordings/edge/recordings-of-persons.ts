import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { PersonalData, type Person } from '../../../customers/privacy';
import { RecordingStore } from '../data/recording.store';

/** Recordings in copies and erasures of personal data. */
@Injectable()
export class RecordingsOfPersons implements OnModuleInit {
  constructor(
    private readonly personal: PersonalData,
    private readonly store: RecordingStore,
    private readonly journal: Journal,
  ) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'recordings',
      collect: (tx, person) => this.store.ofPerson(tx, person),
      erase: (tx, person, meta) => this.erase(tx, person, meta),
    });
  }

  /** The files follow the event, as with every recording that is deleted. */
  private async erase(tx: Transaction, person: Person, meta: EventMeta): Promise<number> {
    let count = 0;
    for (const { id } of await this.store.ofPerson(tx, person)) {
      if (!(await this.store.delete(tx, id))) continue;
      const event = { type: 'RecordingDeleted', data: { recordingId: id } };
      await this.journal.append(tx, `recording-${id}`, [event], meta);
      count += 1;
    }
    return count;
  }
}
