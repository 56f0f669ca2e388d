import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';

/** Attempts and what was typed in automatic calls, in copies and erasures of personal data; one under way ends first. */
@Injectable()
export class AttemptsOfPersons implements OnModuleInit {
  constructor(private readonly personal: PersonalData) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'campaign-attempts',
      collect: (tx, person) => this.collect(tx, person),
      erase: (tx, person) => this.erase(tx, person),
    });
  }

  private collect(tx: Transaction, { contactIds, phones }: Person): Promise<Record<string, unknown>[]> {
    return tx.query(
      `select a.id, c.name as campaign, a.number, a.started_at, a.outcome,
         (select jsonb_object_agg(w.variable, w.value) from campaign_answer w where w.attempt_id = a.id and w.variable is not null) as typed
       from dial_attempt a join campaign c on c.id = a.campaign_id
       where a.contact_id = any($1::uuid[]) or a.number = any($2::text[]) order by a.started_at, a.id`,
      [contactIds, phones],
    );
  }

  private async erase(tx: Transaction, { contactIds, phones }: Person): Promise<number> {
    const [gone, count] = await tx.query<[{ id: string }[], number]>(
      `update dial_attempt set number = ''
       where (contact_id = any($1::uuid[]) or number = any($2::text[])) and ended_at is not null returning id`,
      [contactIds, phones],
    );
    const ids = gone.map(({ id }) => id);
    await tx.query('update campaign_answer set value = null where attempt_id = any($1::uuid[])', [ids]);
    return count;
  }
}
