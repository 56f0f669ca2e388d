import { FormControl, FormGroup, Validators } from '@angular/forms';
import type { AlertEventKind, AlertRule, AlertSource, AlertWatch, MetricUnit, SaveAlertRule } from '#contracts';

const number = (value: number, least: number, most = 86_400) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(least), Validators.max(most)],
  });
const list = <Value>() => new FormControl<Value[]>([], { nonNullable: true });

/** The fields of a rule; shares are typed as percent, rest and escalation in minutes. */
export const ruleForm = () =>
  new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    active: new FormControl(true, { nonNullable: true }),
    severity: new FormControl<AlertRule['severity']>('warning', { nonNullable: true }),
    watch: new FormGroup({
      kind: new FormControl<AlertWatch['kind']>('threshold', { nonNullable: true }),
      source: new FormControl<AlertSource>('queue-now', { nonNullable: true }),
      metric: new FormControl('waiting', { nonNullable: true, validators: [Validators.required] }),
      side: new FormControl<'above' | 'below'>('above', { nonNullable: true }),
      limit: number(5, 0, 1_000_000),
      clearAt: number(2, 0, 1_000_000),
      forSeconds: number(60, 0),
      event: new FormControl<AlertEventKind>('work-abandoned', { nonNullable: true }),
      windowSeconds: number(600, 10),
      afterSeconds: number(1800, 10),
    }),
    subjectIds: list<string>(),
    userIds: list<string>(),
    panel: new FormControl(true, { nonNullable: true }),
    mail: new FormControl(false, { nonNullable: true }),
    addresses: list<string>(),
    phones: list<string>(),
    webhookUrl: new FormControl('', { nonNullable: true }),
    quietFrom: new FormControl('', { nonNullable: true }),
    quietUntil: new FormControl('', { nonNullable: true }),
    quietDays: list<number>(),
    restMinutes: number(5, 0, 1440),
    escalateMinutes: new FormControl<number | null>(null, [Validators.min(1), Validators.max(1440)]),
    escalateTo: list<string>(),
  });

export type RuleForm = ReturnType<typeof ruleForm>;

const scaled = (value: number, by: number): number => Math.round(value * by * 1e6) / 1e6;

/** What a rule puts into the form. */
export function showRule(form: RuleForm, rule: SaveAlertRule, unit: MetricUnit): void {
  const { watch, quiet, restSeconds, escalateAfterSeconds, webhookUrl, ...fields } = rule;
  const by = unit === 'share' ? 100 : 1;
  const limits =
    watch.kind === 'threshold' ? { limit: scaled(watch.limit, by), clearAt: scaled(watch.clearAt, by) } : {};
  form.reset({
    ...fields,
    watch: { ...form.getRawValue().watch, ...watch, ...limits },
    webhookUrl: webhookUrl ?? '',
    quietFrom: quiet?.from ?? '',
    quietUntil: quiet?.until ?? '',
    restMinutes: scaled(restSeconds, 1 / 60),
    escalateMinutes: escalateAfterSeconds === null ? null : scaled(escalateAfterSeconds, 1 / 60),
  });
}

/** The rule that the form says. */
export function ruleOf(form: RuleForm, unit: MetricUnit): SaveAlertRule {
  const { watch, quietFrom, quietUntil, restMinutes, escalateMinutes, webhookUrl, ...fields } = form.getRawValue();
  return {
    ...fields,
    watch: watchOf(watch, unit === 'share' ? 0.01 : 1),
    webhookUrl: webhookUrl.trim() || null,
    quiet: quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null,
    restSeconds: Math.round(restMinutes * 60),
    escalateAfterSeconds: escalateMinutes === null ? null : Math.round(escalateMinutes * 60),
  };
}

function watchOf(watch: ReturnType<RuleForm['getRawValue']>['watch'], by: number): AlertWatch {
  const { kind, source, metric, side, limit, clearAt, forSeconds, event, windowSeconds, afterSeconds } = watch;
  switch (kind) {
    case 'threshold':
      return { kind, source, metric, side, limit: scaled(limit, by), clearAt: scaled(clearAt, by), forSeconds };
    case 'count':
      return { kind, event, limit, windowSeconds };
    case 'absence':
      return { kind, event, afterSeconds };
  }
}
