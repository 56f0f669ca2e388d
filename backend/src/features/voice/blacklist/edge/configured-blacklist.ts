import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveBlacklistEntrySchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { BlacklistStore } from '../data/blacklist.store';
import { BlacklistEntries } from '../use-cases/blacklist-entries';

const RULES = ['prefix', 'class'] as const;

/** Rules of the blacklist (prefixes and classes) in the text of the configuration; single numbers are those of persons. */
@Injectable()
export class ConfiguredBlacklist implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: BlacklistStore,
    private readonly entries: BlacklistEntries,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'blacklist',
      schema: saveBlacklistEntrySchema,
      page: (asked) => this.store.page({ ...asked, kind: [...RULES] }),
      nameOf: ({ value, direction, campaignIds }) => [value, direction, ...campaignIds].join(' '),
      save: (of, given, meta) =>
        of ? this.entries.update(of.id, { ...given, version: of.version }, meta) : this.entries.create(given, meta),
    });
  }
}
