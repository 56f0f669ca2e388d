import { boundariesRule } from './boundaries-rule.mjs';
import { maxParamsRule } from './max-params-rule.mjs';
import { namingRule } from './naming-rule.mjs';
import { pureRule } from './pure-rule.mjs';
import { switchWordsRule } from './switch-words-rule.mjs';

/** Our own rules, as the plugin `centrala`. Each has its test in lint-rules.test.mjs. */
export const plugin = {
  meta: { name: 'centrala' },
  rules: {
    boundaries: boundariesRule,
    'max-params': maxParamsRule,
    naming: namingRule,
    pure: pureRule,
    'switch-words': switchWordsRule,
  },
};
