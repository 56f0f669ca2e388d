import { contactMatchingSchema, saveContactFieldSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { ProblemException } from '../../../../platform/http';
import { ContactFieldStore } from '../data/contact-field.store';
import { ContactFields } from '../use-cases/contact-fields';
import { fieldProblem } from './contact-problem';

/** Fields of contacts and of campaigns' records in the text of the configuration. */
export const configuredFields = configured(
  {
    kind: 'contact-fields',
    schema: saveContactFieldSchema,
    nameOf: ({ key, campaignId }) => (campaignId ? `${key} ${campaignId}` : key),
    needs: [ContactFieldStore, ContactFields, Database],
  },
  (store, settings, database) => ({
    page: async () => ({ items: await store.all(database.read), next: null }),
    settings,
    problem: fieldProblem,
  }),
);

/** What contacts are recognised by in the text of the configuration. */
export const configuredMatching = configured(
  {
    kind: 'contact-matching',
    schema: contactMatchingSchema.omit({ version: true }),
    nameOf: () => 'rules',
    needs: [ContactFieldStore, ContactFields, Database],
  },
  (store, settings, database) => ({
    page: async () => ({ items: [{ id: 'rules', ...(await store.matching(database.read)) }], next: null }),
    settings: {
      create: (given, meta) => settings.saveMatching({ ...given, version: 0 }, meta),
      update: (_id, given, meta) => settings.saveMatching(given, meta),
    },
    problem: ({ code }) => new ProblemException(409, code),
  }),
);
