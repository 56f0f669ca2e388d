// `npm run lint [-- --fix] [paths…]`: ESLint (types, boundaries, sizes, purity) and Prettier over everything or the given paths.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { NODE, ROOT, childEnvironment, inRoot } from './paths.mjs';

const WHOLE = [
  'backend',
  'contracts',
  'frontend',
  'provisioning',
  'tools',
  'appliance',
  'eslint.config.mjs',
  'boundaries.mjs',
];

const fix = process.argv.includes('--fix');
const given = process.argv.slice(2).filter((each) => !each.startsWith('-'));
const paths = (given.length > 0 ? given : WHOLE).filter((each) => existsSync(inRoot(each)) || existsSync(each));

const steps = {
  eslint: [
    'node_modules/eslint/bin/eslint.js',
    ...[
      '--cache',
      '--cache-strategy',
      'content',
      '--cache-location',
      'node_modules/.cache/eslint/',
      '--no-warn-ignored',
    ],
    ...['--no-error-on-unmatched-pattern', '--max-warnings', '0', ...(fix ? ['--fix'] : []), ...paths],
  ],
  prettier: [
    'node_modules/prettier/bin/prettier.cjs',
    ...[
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      'node_modules/.cache/prettier/cache',
      '--no-error-on-unmatched-pattern',
    ],
    ...['--ignore-unknown', fix ? '--write' : '--check', ...paths],
  ],
};

const only = process.argv.find((each) => each.startsWith('--only='))?.slice('--only='.length);
const failed = Object.entries(steps).filter(([name, step]) => {
  if (only && name !== only) return false;
  const { status } = spawnSync(NODE, step, { cwd: ROOT, stdio: 'inherit', env: childEnvironment() });
  return status !== 0;
});

for (const [name] of failed)
  console.error(`lint: ${name} found something; "npm run lint -- --fix" mends what can be mended by itself`);
process.exit(failed.length > 0 ? 1 : 0);
