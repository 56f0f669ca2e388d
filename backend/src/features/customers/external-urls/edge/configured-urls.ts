import { externalUrlRulesSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { UrlRulesStore } from '../data/rules.store';
import { ExternalUrls } from '../use-cases/external-urls';
import { urlRulesProblem } from './external-urls.controller';

/** Where desks may be sent in the text of the configuration. */
export const configuredUrls = configured(
  {
    kind: 'external-urls',
    schema: externalUrlRulesSchema.omit({ version: true }),
    nameOf: () => 'rules',
    needs: [UrlRulesStore, ExternalUrls],
  },
  (store, urls) => ({
    page: async () => ({ items: [{ id: 'rules', ...(await store.read()) }], next: null }),
    settings: {
      create: (given, meta) => urls.change({ ...given, version: 0 }, meta),
      update: (_id, given, meta) => urls.change(given, meta),
    },
    problem: urlRulesProblem,
  }),
);
