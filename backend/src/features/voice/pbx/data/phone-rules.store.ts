import { Injectable } from '@nestjs/common';
import type { PhoneRules } from '#contracts';
import type { Transaction } from '../../../../platform/database';

/** As it is before anybody has saved anything. */
export const FIRST_RULES: PhoneRules = {
  doNotDisturb: false,
  always: null,
  busy: null,
  noAnswer: null,
  ringSeconds: 25,
  version: 0,
};

/** How users' phones are reached. */
@Injectable()
export class PhoneRulesStore {
  async of(tx: Transaction, userId: string): Promise<PhoneRules> {
    const [row] = await tx.query<PhoneRules[]>(
      `select do_not_disturb as "doNotDisturb", always_target as always, busy_target as busy, no_answer_target as "noAnswer",
         ring_seconds as "ringSeconds", version from phone_rules where user_id = $1`,
      [userId],
    );
    return row ?? FIRST_RULES;
  }

  /** Of these people, who does not want to be disturbed. */
  async silenced(tx: Transaction, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }[]>(
      'select user_id as id from phone_rules where user_id = any($1::uuid[]) and do_not_disturb',
      [userIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** False: somebody else was faster. */
  async save(tx: Transaction, userId: string, { version, ...rules }: PhoneRules): Promise<boolean> {
    const { doNotDisturb, always, busy, noAnswer, ringSeconds } = rules;
    const json = (target: PhoneRules['always']): string | null => (target === null ? null : JSON.stringify(target));
    const rows = await tx.query<object[]>(
      `insert into phone_rules (user_id, do_not_disturb, always_target, busy_target, no_answer_target, ring_seconds, version)
         select $1, $2, $3, $4, $5, $6, 1 where $7 = 0 or exists (select 1 from phone_rules where user_id = $1)
       on conflict (user_id) do update set do_not_disturb = excluded.do_not_disturb, always_target = excluded.always_target,
         busy_target = excluded.busy_target, no_answer_target = excluded.no_answer_target,
         ring_seconds = excluded.ring_seconds, version = phone_rules.version + 1
       where phone_rules.version = $7
       returning user_id`,
      [userId, doNotDisturb, json(always), json(busy), json(noAnswer), ringSeconds, version],
    );
    return rows.length > 0;
  }
}
