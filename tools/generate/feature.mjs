// `npm run generate feature <group> <name>`: the folder of a new feature, in the shape of docs/ARCHITECTURE.md.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { featureGroups } from '../../boundaries.mjs';
import { featureFiles } from './feature-files.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function refuse(message) {
  console.error(`${message}\nusage: npm run generate feature <${featureGroups().join('|')}> <kebab-case-name>`);
  process.exit(1);
}

const [what, group, name] = process.argv.slice(2);
if (what !== 'feature') refuse(`nothing to generate is called "${what ?? ''}"`);
if (!featureGroups().includes(group)) refuse(`"${group ?? ''}" is not a group`);
if (!NAME.test(name ?? '')) refuse(`"${name ?? ''}" is not a kebab-case name`);

const folder = join(ROOT, 'backend/src/features', group, name);
if (existsSync(join(folder, 'index.ts'))) refuse(`${folder} is there already`);

for (const [path, text] of Object.entries(featureFiles({ group, name }))) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const options = { filepath: file, printWidth: 120, singleQuote: true, trailingComma: 'all' };
  writeFileSync(file, path.endsWith('.ts') ? await format(text, options) : text);
  console.log(`made ${file.slice(ROOT.length + 1)}`);
}
console.log('\nNext: step 3 of "How to add a feature" in CONTRIBUTING.md');
