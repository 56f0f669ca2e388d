import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { Database } from '../../../../platform/database';
import type { Cause } from '../../../../platform/http';
import { Journal } from '../../../../platform/journal';
import { UserStore } from '../data/user.store';

/** What users choose for themselves. */
@Injectable()
export class Preferences {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly users: UserStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  setLanguage(userId: string, language: Language, cause: Cause): Promise<void> {
    return this.database.transaction(async (tx) => {
      const user = await this.users.lock(tx, userId);
      if (!user || user.language === language) return;
      await this.users.setLanguage(tx, userId, language);
      const event = {
        type: 'UserUpdated',
        data: { userId, changes: { language: { from: user.language, to: language } } },
      };
      await this.journal.append(tx, `user-${userId}`, [event], { at: this.clock.now(), ...cause });
    });
  }
}
