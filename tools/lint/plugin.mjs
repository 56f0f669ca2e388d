import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { boundariesRule } from './boundaries-rule.mjs';
import { maxParamsRule } from './max-params-rule.mjs';
import { namingRule } from './naming-rule.mjs';
import { ROOT } from './paths.mjs';
import { pureRule } from './pure-rule.mjs';
import { switchWordsRule } from './switch-words-rule.mjs';

/** ESLint's cache knows a plugin by its version only: ours is what its files say. */
function version() {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'boundaries.mjs')));
  for (const file of readdirSync(import.meta.dirname).sort())
    hash.update(readFileSync(join(import.meta.dirname, file)));
  return hash.digest('hex').slice(0, 12);
}

/** Our own rules, as the plugin `centrala`. Each has its test in lint-rules.test.mjs. */
export const plugin = {
  meta: { name: 'centrala', version: version() },
  rules: {
    boundaries: boundariesRule,
    'max-params': maxParamsRule,
    naming: namingRule,
    pure: pureRule,
    'switch-words': switchWordsRule,
  },
};
