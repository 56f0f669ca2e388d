import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../../platform/database';
import { PersonalData, type Person } from '../../privacy';

const THEIRS = `(r.contact_id = any($1::uuid[]) or r.number = any($2::text[]))`;

/** Answers in scripts in copies and erasures of personal data: what was said goes, that there was a script beside a call stays. */
@Injectable()
export class ScriptsOfPersons implements OnModuleInit {
  constructor(private readonly personal: PersonalData) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'scripts',
      collect: (tx, person) => this.collect(tx, person),
      erase: (tx, person) => this.erase(tx, person),
    });
  }

  private collect(tx: Transaction, { contactIds, phones }: Person): Promise<Record<string, unknown>[]> {
    return tx.query(
      `select r.id, s.name as script, r.call_id, r.number, r.at, r.answers from script_run r join script s on s.id = r.script_id
       where ${THEIRS} order by r.at, r.id`,
      [contactIds, phones],
    );
  }

  private async erase(tx: Transaction, { contactIds, phones }: Person): Promise<number> {
    await tx.query(`delete from script_answer where run_id in (select r.id from script_run r where ${THEIRS})`, [
      contactIds,
      phones,
    ]);
    const [, count] = await tx.query<[unknown[], number]>(
      `update script_run r set number = null, contact_id = null, answers = '{}' where ${THEIRS}`,
      [contactIds, phones],
    );
    return count;
  }
}
