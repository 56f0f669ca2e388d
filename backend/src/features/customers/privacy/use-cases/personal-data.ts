import { Injectable } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import type { Person } from '../domain/person';

/** One kind of data about persons, kept by one feature. */
export interface PersonalDataSource {
  /** Names it in copies and certificates: `calls`, `recordings`. */
  readonly kind: string;
  /** Everything about the person, as plain JSON rows. */
  collect(tx: Transaction, person: Person): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Takes what is personal away; how many rows it reached. In the transaction of the whole erasure. */
  erase(tx: Transaction, person: Person, meta: EventMeta): Promise<number>;
}

/** Whoever keeps data of persons registers here (`onModuleInit`), so that copies and erasures reach it. */
@Injectable()
export class PersonalData {
  private readonly registered: PersonalDataSource[] = [];

  register(source: PersonalDataSource): void {
    this.registered.push(source);
  }

  sources(): readonly PersonalDataSource[] {
    return this.registered;
  }
}
