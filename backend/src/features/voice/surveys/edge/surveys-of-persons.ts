import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';

/** Surveys in copies and erasures of personal data: the answers stay in the results, nobody can say any more whose they were. */
@Injectable()
export class SurveysOfPersons implements OnModuleInit {
  constructor(private readonly personal: PersonalData) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'surveys',
      collect: (tx, person) => this.collect(tx, person),
      erase: (tx, person) => this.erase(tx, person),
    });
  }

  private collect(tx: Transaction, { contactIds, phones }: Person): Promise<Record<string, unknown>[]> {
    return tx.query(
      `select r.id, r.survey_id, r.via, r.number, r.language, r.state, r.at,
        (select jsonb_object_agg(a.question_id, a.value) from survey_answer a where a.run_id = r.id) as answers
       from survey_run r where r.contact_id = any($1::uuid[]) or r.number = any($2::text[]) order by r.at, r.id`,
      [contactIds, phones],
    );
  }

  private async erase(tx: Transaction, { contactIds, phones }: Person): Promise<number> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update survey_run set number = null, contact_id = null
       where (contact_id = any($1::uuid[]) or number = any($2::text[])) and state in ('completed', 'broken-off', 'not-launched')`,
      [contactIds, phones],
    );
    return count;
  }
}
