import { idSchema, PERMISSION_NAMES, saveAlertRuleSchema, type AlertRule } from '#contracts';
import type { z } from 'zod';
import type { EventMeta } from '../../../../kernel/journal';
import { configured, secretMissing, withoutSecrets, withSecrets } from '../../../../platform/configuration';
import { Database } from '../../../../platform/database';
import { RuleStore } from '../data/rule.store';
import { AlertRules } from '../use-cases/alert-rules';
import { ruleProblem } from './alert-rules.controller';

const schema = saveAlertRuleSchema.extend({ ownerId: idSchema });
const everybodys = (userId = '') => ({ userId, supervised: null, permissions: new Set(PERMISSION_NAMES) });

const shown = (rule: AlertRule) => ({
  ...rule,
  ownerId: rule.owner.id,
  webhookUrl: rule.webhookUrl && withoutSecrets(rule.webhookUrl),
});

/** Rules of alerts in the text of the configuration. One that stands already keeps its owner. */
export const configuredAlerts = configured(
  { kind: 'alert-rules', schema, needs: [RuleStore, AlertRules, Database] },
  (store, rules, database) => {
    const save = async (id: string | null, { ownerId, ...given }: z.infer<typeof schema>, meta: EventMeta) => {
      const before = id && (await store.find(database.read, id, everybodys()));
      const webhookUrl = given.webhookUrl && withSecrets(given.webhookUrl, before ? before.webhookUrl : null);
      if (given.webhookUrl && !webhookUrl) return secretMissing('webhookUrl');
      return rules.save(id, { ...given, webhookUrl }, everybodys(ownerId), meta);
    };
    return {
      page: async (asked) => {
        const { items, next } = await store.page(asked, everybodys());
        return { items: items.map(shown), next };
      },
      settings: {
        create: (given, meta) => save(null, given, meta),
        update: (id, given, meta) => save(id, given, meta),
        remove: (id, meta) => rules.remove(id, everybodys(), meta),
      },
      problem: ruleProblem,
    };
  },
);
