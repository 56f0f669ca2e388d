import { saveContactFieldSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
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
