// Writes backend/openapi/openapi.json from the code: `npm run openapi`. The test of the same name compares them.
import { spawnSync } from 'node:child_process';
import { inRoot, NODE, program } from './paths.mjs';

const { status } = spawnSync(NODE, [inRoot('tools/dev/jest.mjs'), 'backend/src/openapi.spec.ts'], {
  stdio: 'inherit',
  env: { ...process.env, CENTRALA_WRITE_OPENAPI: '1' },
});
if (status === 0)
  spawnSync(program('prettier'), ['--log-level', 'warn', '--write', inRoot('backend/openapi/openapi.json')], {
    stdio: 'inherit',
  });
process.exit(status ?? 1);
