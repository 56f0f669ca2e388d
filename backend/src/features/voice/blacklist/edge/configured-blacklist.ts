import { saveBlacklistEntrySchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { BlacklistStore } from '../data/blacklist.store';
import { BlacklistEntries } from '../use-cases/blacklist-entries';
import { blacklistProblem } from './blacklist-problem';

/** Rules of the blacklist (prefixes and classes) in the text of the configuration; single numbers are those of persons. */
export const configuredBlacklist = configured(
  {
    kind: 'blacklist',
    schema: saveBlacklistEntrySchema,
    nameOf: ({ value, direction, campaignIds }) => [value, direction, ...campaignIds].join(' '),
    needs: [BlacklistStore, BlacklistEntries],
  },
  (store, settings) => ({
    page: (asked) => store.page({ ...asked, kind: ['prefix', 'class'] }),
    settings: {
      create: (given, meta) => settings.create(given, meta),
      update: (id, given, meta) => settings.update(id, given, meta),
      remove: (id, meta) => settings.remove(id, 'removed', meta),
    },
    problem: blacklistProblem,
  }),
);
