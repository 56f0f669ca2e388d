import { config } from '../../../../platform/config';
import { createDataSource, Database } from '../../../../platform/database';
import { SigningKeys } from './signing-keys';

/** `node dist/backend/src/features/house/identity/embedded/rotate-keys.js`: a new signing key; the one before verifies for an hour. */
async function main(): Promise<void> {
  const dataSource = createDataSource({ url: config('database').url, poolSize: 2 });
  await dataSource.initialize();
  try {
    await new SigningKeys(new Database(dataSource)).rotate();
    process.stdout.write('The signing key of the embedded identity provider was rotated.\n');
  } finally {
    await dataSource.destroy();
  }
}

void main();
