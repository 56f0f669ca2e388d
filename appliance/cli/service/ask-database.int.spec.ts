import { DataSource } from 'typeorm';
import { createTestDatabaseUrl, dropTestDatabase } from '../../../backend/src/testing/test-database';
import { STATEMENTS } from './ask-database';

describe('what the command asks the database', () => {
  it.each(Object.keys(STATEMENTS) as (keyof typeof STATEMENTS)[])(
    '%s is answered by the schema as it is',
    async (name) => {
      const url = await createTestDatabaseUrl();
      const database = await new DataSource({ type: 'postgres', url }).initialize();
      try {
        expect(await database.query<object[]>(STATEMENTS[name])).toHaveLength(name === 'openCalls' ? 1 : 0);
      } finally {
        await database.destroy();
        await dropTestDatabase(url);
      }
    },
  );
});
