/** Contacts: who calls, found by number. */
export { RecordsModule } from './records.module';
export { ContactStore } from './data/contact.store';
export { Contacts } from './use-cases/contacts';
