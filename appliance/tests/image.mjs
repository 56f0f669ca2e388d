/**
 * Builds the image, looks into it, boots it in a container and in QEMU, sets it up without a person, restarts it and cuts its
 * power. Ends with "N passed, N failed". As root; 15 GB and, on two cores, half an hour.
 *
 *   npm run appliance:test -- [--work FOLDER] [--only build,container,machine] [--cuts N] [--mirror A --security-mirror B]
 */
import { mkdirSync } from 'node:fs';
import { build, installTools } from './image/build.mjs';
import { container } from './image/container.mjs';
import { options, results, seconds, work } from './image/run.mjs';
import { machine } from './image/set-up.mjs';

const parts = options.only.split(',');
mkdirSync(work, { recursive: true });
try {
  installTools();
  if (parts.includes('build')) await build();
  if (parts.includes('container')) await container();
  if (parts.includes('machine')) await machine();
} catch (error) {
  results.failed += 1;
  console.log(error);
}
console.log(`The end after ${seconds()}`);
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed > 0 ? 1 : 0;
