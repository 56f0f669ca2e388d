import type { SaveAlertRule } from '#contracts';
import { ruleForm, ruleOf, showRule } from './rule-form';

const rule: SaveAlertRule = {
  name: 'Poziom obsługi',
  active: true,
  severity: 'critical',
  watch: {
    ...{ kind: 'threshold', source: 'queue-now', metric: 'serviceLevel', side: 'below' },
    ...{ limit: 0.8, clearAt: 0.85, forSeconds: 120 },
  },
  subjectIds: [],
  userIds: ['anna'],
  panel: true,
  mail: true,
  addresses: [],
  phones: [],
  webhookUrl: null,
  quiet: { from: '22:00', until: '06:00' },
  quietDays: [7],
  restSeconds: 90,
  escalateAfterSeconds: 600,
  escalateTo: ['boss'],
};

describe('the form of a rule', () => {
  it('gives back what it was shown', () => {
    const form = ruleForm();
    showRule(form, rule, 'share');
    expect(form.getRawValue()).toMatchObject({
      watch: { limit: 80, clearAt: 85 },
      restMinutes: 1.5,
      escalateMinutes: 10,
    });
    expect(ruleOf(form, 'share')).toEqual(rule);
  });

  it('says only what its kind of watch needs', () => {
    const form = ruleForm();
    const watch = { kind: 'count', event: 'offer-missed', limit: 3, windowSeconds: 600 } as const;
    showRule(form, { ...rule, watch, quiet: null }, 'count');
    expect(ruleOf(form, 'count')).toMatchObject({ watch, quiet: null });
    form.controls.watch.controls.kind.setValue('absence');
    expect(ruleOf(form, 'count').watch).toEqual({ kind: 'absence', event: 'offer-missed', afterSeconds: 1800 });
  });
});
