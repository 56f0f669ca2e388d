/** The database that customers query with SQL; see README.md. */
export { ReportingDatabaseModule } from './reporting-database.module';
export { TABLES } from './domain/schema';
export { VIEWS } from './domain/views';
