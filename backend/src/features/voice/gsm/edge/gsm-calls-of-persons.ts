import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';

/** Calls of mobile phones in copies and erasures of personal data: the other party goes, that there was a call stays. */
@Injectable()
export class GsmCallsOfPersons implements OnModuleInit {
  constructor(private readonly personal: PersonalData) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'gsm-calls',
      collect: (tx, person) => this.collect(tx, person),
      erase: (tx, person) => this.erase(tx, person),
    });
  }

  private collect(tx: Transaction, { phones }: Person): Promise<Record<string, unknown>[]> {
    return tx.query(
      `select id, direction, from_number, to_number, started_at, duration_seconds from gsm_call
       where case direction when 'inbound' then from_number else to_number end = any($1::text[]) order by started_at, id`,
      [phones],
    );
  }

  private async erase(tx: Transaction, { phones }: Person): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update gsm_call set from_number = case direction when 'inbound' then '' else from_number end,
         to_number = case direction when 'outbound' then '' else to_number end
       where case direction when 'inbound' then from_number else to_number end = any($1::text[])`,
      [phones],
    );
    return count;
  }
}
