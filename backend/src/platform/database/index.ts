export { createDataSource, dataSourceOptions, readInt8 } from './data-source';
export type { DatabaseOptions } from './data-source';
export { constraintOf, Database, isUnavailable, runPrepared, sqlState, Unavailable } from './database';
export type { Prepared, Transaction } from './database';
export { knownMigrations, migrate, migrationHash, SchemaTooNew } from './migrations';
export type { KnownMigration, MigrationReport } from './migrations';
export { DatabaseSession } from './session';
