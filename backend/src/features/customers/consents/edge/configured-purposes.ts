import { consentPurposeIdSchema, saveConsentPurposeSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { ProblemException } from '../../../../platform/http';
import { Consents } from '../use-cases/consents';

/** What consents are given for in the text of the configuration. */
export const configuredPurposes = configured(
  {
    kind: 'consent-purposes',
    schema: saveConsentPurposeSchema.extend({ id: consentPurposeIdSchema }),
    nameOf: ({ id }) => id,
    needs: [Consents, Database],
  },
  (consents, database) => ({
    page: async () => ({ items: await consents.purposes(database.read), next: null }),
    settings: {
      create: ({ id, ...given }, meta) => consents.savePurpose(id, given, meta),
      update: (_id, { id, ...given }, meta) => consents.savePurpose(id, given, meta),
    },
    problem: ({ code }) => new ProblemException(409, code),
  }),
);
