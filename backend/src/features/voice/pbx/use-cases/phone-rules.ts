import { Injectable } from '@nestjs/common';
import type { PhoneRules } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { PhoneRulesStore } from '../data/phone-rules.store';

export type RulesRefusal = Refusal<'changed-meanwhile'>;

/** A user's own rules: from his page, or by a code dialled on his phone. */
@Injectable()
export class PhoneRuleSettings {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: PhoneRulesStore,
  ) {}

  of(userId: string): Promise<PhoneRules> {
    return this.store.of(this.database.read, userId);
  }

  save(userId: string, given: PhoneRules, meta: EventMeta): Promise<Outcome<PhoneRules, RulesRefusal>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.save(tx, userId, given))) return refused({ code: 'changed-meanwhile' });
      const rules = await this.store.of(tx, userId);
      const event = { type: 'PhoneRulesSaved', data: { userId, ...rules } };
      await this.journal.append(tx, `phone-rules-${userId}`, [event], meta);
      return accepted(rules);
    });
  }

  /** One of them, whatever the others are. */
  async change(userId: string, change: Partial<Omit<PhoneRules, 'version'>>, meta: EventMeta): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1)
      if ((await this.save(userId, { ...(await this.of(userId)), ...change }, meta)).ok) return;
  }
}
