import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize?: number;
  readonly statementTimeoutMs?: number;
  /** Entity classes; Nest adds those of `TypeOrmModule.forFeature`. */
  readonly entities?: DataSourceOptions['entities'];
}

/**
 * Options of every connection pool of ours. The schema comes from `migrations/` alone, so synchronisation stays off.
 * `int8` is read as a number: counts and positions never reach 2^53, and one that did must not be rounded silently.
 */
export function dataSourceOptions(options: DatabaseOptions) {
  types.setTypeParser(types.builtins.INT8, readInt8);
  return {
    type: 'postgres' as const,
    url: options.url,
    poolSize: options.poolSize ?? 20,
    entities: options.entities ?? [],
    synchronize: false,
    migrationsRun: false,
    applicationName: 'centrala',
    connectTimeoutMS: 10_000,
    extra: {
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      idleTimeoutMillis: 60_000,
      // Ours take milliseconds; the planner takes a list of keys for enough work to compile them anew each time (a fifth of an import).
      options: '-c jit=off',
    },
  };
}

/** A data source outside Nest: tests, commands, benchmarks. The caller initialises and destroys it. */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource(dataSourceOptions(options));
}

export function readInt8(digits: string): number {
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${digits} does not fit a safe integer`);
  return value;
}
