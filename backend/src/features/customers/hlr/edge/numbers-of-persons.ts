import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../privacy';

/** Checks in copies and erasures of personal data. */
@Injectable()
export class NumbersOfPersons implements OnModuleInit {
  constructor(private readonly personal: PersonalData) {}

  onModuleInit(): void {
    this.personal.register({
      kind: 'hlr-checks',
      collect: (tx, { phones }) =>
        tx.query(
          `select number, result, network, asked_at, answered_at from hlr_check where number = any($1::text[]) order by asked_at, id`,
          [phones],
        ),
      erase: async (tx, { phones }) => {
        await tx.query('delete from hlr_number where number = any($1::text[])', [phones]);
        const [, count] = await tx.query<[unknown[], number]>('delete from hlr_check where number = any($1::text[])', [
          phones,
        ]);
        return count;
      },
    });
  }
}
