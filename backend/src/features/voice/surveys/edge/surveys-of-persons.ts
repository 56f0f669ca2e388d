import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventMeta } from '../../../../kernel/journal';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../../customers/privacy';
import { KeepSpeech } from '../use-cases/keep-speech';

/** Surveys in copies and erasures of personal data: the answers stay in the results, nobody can say any more whose they were; what was said goes. */
@Injectable()
export class SurveysOfPersons implements OnModuleInit {
  constructor(
    private readonly personal: PersonalData,
    private readonly speech: KeepSpeech,
  ) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'surveys',
      collect: (tx, person) => this.collect(tx, person),
      erase: (tx, person, meta) => this.erase(tx, person, meta),
    });
  }

  private collect(tx: Transaction, { contactIds, phones }: Person): Promise<Record<string, unknown>[]> {
    return tx.query(
      `select r.id, r.survey_id, r.via, r.number, r.language, r.state, r.at,
        (select jsonb_object_agg(a.question_id, a.value) from survey_answer a where a.run_id = r.id) as answers,
        (select jsonb_object_agg(p.question_id, p.duration_ms) from survey_speech p where p.run_id = r.id and p.state = 'kept') as said
       from survey_run r where r.contact_id = any($1::uuid[]) or r.number = any($2::text[]) order by r.at, r.id`,
      [contactIds, phones],
    );
  }

  private async erase(tx: Transaction, { contactIds, phones }: Person, meta: EventMeta): Promise<number> {
    const spoken = await tx.query<{ id: string }[]>(
      `select p.id from survey_speech p join survey_run r on r.id = p.run_id
       where p.state = 'kept' and (r.contact_id = any($1::uuid[]) or r.number = any($2::text[]))`,
      [contactIds, phones],
    );
    for (const { id } of spoken) await this.speech.delete(tx, id, 'erasure', meta);
    const [, count] = await tx.query<[unknown[], number]>(
      `update survey_run set number = null, contact_id = null
       where (contact_id = any($1::uuid[]) or number = any($2::text[])) and state in ('completed', 'broken-off', 'not-launched')`,
      [contactIds, phones],
    );
    return count;
  }
}
