/** Contacts (one golden contact for each person) and their records in campaigns. */
export { RecordsModule } from './records.module';
/** Who calls, found by number. */
export { ContactStore } from './data/contact.store';
/** What a contact's work weighs and asks for. */
export { ContactRoutingStore } from './data/contact-routing.store';
export { ContactFieldStore } from './data/contact-field.store';
/** Fields that groups may not see are left out of what others show. */
export { maySee, visibleTo } from './data/contact-rules';
export { Contacts } from './use-cases/contacts';
/** Moves a number among the numbers of whoever has it. */
export { ContactNumbers } from './use-cases/contact-numbers';
/** Whoever deals with contacts registers here what happened with one. */
export { ContactHistory, type HistorySource } from './use-cases/contact-history';
/** Takes contacts in from forms and other programs: known ones are joined, probable ones reviewed. */
export { ContactIntake, type IntakeResult, type PreparedIntake } from './use-cases/contact-intake';
/** Adds, changes and reads records of campaigns in the caller's transaction. */
export { Records, type NewRecord, type RecordRefusal } from './use-cases/records';
export { recordProblem } from './edge/contact-problem';
export type { RecordRow, RecordSource } from './data/record.store';
/** Whoever has campaigns registers their names here. */
export { RecordCampaigns, type CampaignName, type CampaignSource } from './use-cases/record-campaigns';
export { RECORD_EVENT_TYPES } from './domain/record-events';
export type * from './domain/record-events';
