import { Injectable } from '@nestjs/common';
import type { HlrSettings, SaveHlrSettings } from '#contracts';
import type { EventMeta } from '../../../../kernel/journal';
import { accepted, refused, type Outcome, type Refusal } from '../../../../kernel/outcome';
import { Database, type Transaction } from '../../../../platform/database';
import { Journal } from '../../../../platform/journal';
import { HlrStore } from '../data/hlr.store';
import type { ProviderState } from '../domain/after-failure';

/** When numbers are checked, how long a result is good, and what follows from it. */
@Injectable()
export class HlrSettingsUseCase {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: HlrStore,
  ) {}

  read(tx: Transaction = this.database.read): Promise<Omit<HlrSettings, 'provided'>> {
    return this.store.settings(tx);
  }

  /** How the provider is now. */
  provider(): Promise<ProviderState> {
    return this.store.provider(this.database.read);
  }

  save(given: SaveHlrSettings, meta: EventMeta): Promise<Outcome<void, Refusal<'changed-meanwhile'>>> {
    return this.database.transaction(async (tx) => {
      if (!(await this.store.save(tx, given))) return refused({ code: 'changed-meanwhile' });
      const { version: _version, ...data } = given;
      await this.journal.append(tx, 'hlr-settings', [{ type: 'HlrSettingsChanged', data }], meta);
      return accepted(undefined);
    });
  }
}
