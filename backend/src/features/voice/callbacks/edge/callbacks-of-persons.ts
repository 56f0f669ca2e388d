import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';

/** Closed callbacks in copies and erasures of personal data; one that is open ends first, as an open call does. */
@Injectable()
export class CallbacksOfPersons implements OnModuleInit {
  constructor(private readonly personal: PersonalData) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'callbacks',
      collect: (tx, person) => this.collect(tx, person),
      erase: (tx, person) => this.erase(tx, person),
    });
  }

  private collect(tx: Transaction, { contactIds, phones }: Person): Promise<Record<string, unknown>[]> {
    return tx.query(
      `select id, number, origin, state, ending, requested_at, closed_at, tried from callback
       where contact_id = any($1::uuid[]) or number = any($2::text[]) order by requested_at, id`,
      [contactIds, phones],
    );
  }

  private async erase(tx: Transaction, { contactIds, phones }: Person): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update callback set number = '', contact_id = null
       where (contact_id = any($1::uuid[]) or number = any($2::text[])) and state = 'closed'`,
      [contactIds, phones],
    );
    return count;
  }
}
