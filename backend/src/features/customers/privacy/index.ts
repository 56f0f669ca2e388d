/** What a person may ask for: a copy of everything, and that it be erased. */
export { PrivacyModule } from './privacy.module';
/** Whoever keeps data of persons registers here. */
export type { Person } from './domain/person';
export { PersonalData, type PersonalDataSource } from './use-cases/personal-data';
