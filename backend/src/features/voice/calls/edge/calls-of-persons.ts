import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';

const THEIRS = `(c.contact_id = any($1::uuid[]) or c.number = any($2::text[]))`;

/**
 * Calls in copies and erasures of personal data: who called and what was noted goes, that there was a call stays. They keep whose they
 * were (an empty contact by then), so that recordings find theirs in whatever order features are asked.
 */
@Injectable()
export class CallsOfPersons implements OnModuleInit {
  constructor(private readonly personal: PersonalData) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'calls',
      collect: (tx, person) => this.collect(tx, person),
      erase: (tx, person) => this.erase(tx, person),
    });
  }

  private collect(tx: Transaction, { contactIds, phones }: Person): Promise<Record<string, unknown>[]> {
    return tx.query(
      `select c.id, c.direction, c.number, c.display_name, c.started_at, c.answered_at, c.ended_at, c.outcome, c.note from call c
       where ${THEIRS} order by c.started_at`,
      [contactIds, phones],
    );
  }

  private async erase(tx: Transaction, { contactIds, phones }: Person): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update call c set number = null, display_name = null, note = null, contact_id = coalesce(c.contact_id, ($1::uuid[])[1])
       where ${THEIRS} and c.state = 'ended'`,
      [contactIds, phones],
    );
    return count;
  }
}
