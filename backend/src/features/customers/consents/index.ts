/** Who may be contacted, how and for what. */
export { ConsentsModule } from './consents.module';
/** The gate: `check` in the transaction that dials or sends. */
export { Consents, type ConsentQuestion, type ImportedConsent, type RecordConsentRefusal } from './use-cases/consents';
export type { ConsentAllowed, ConsentRefusal } from './domain/check-consent';
export { CONSENT_EVENT_TYPES } from './domain/consent-events';
export type * from './domain/consent-events';
