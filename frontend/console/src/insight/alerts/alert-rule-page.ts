import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  ALERT_EVENTS,
  ALERT_SEVERITIES,
  ALERT_SOURCES,
  type AlertMetric,
  type AlertRule,
  type AlertSubject,
  type Campaign,
  type Queue,
  type User,
} from '#contracts';
import { LinesField, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names, type Names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Toasts } from '../../platform/look/toasts';
import { AlertWords } from './alert-words';
import { ruleForm, ruleOf, showRule } from './rule-form';

const KINDS = ['threshold', 'count', 'absence'] as const;

/** One rule: what is watched, who is told, and when nobody is. */
@Component({
  selector: 'app-alert-rule-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    EditorPage,
    LinesField,
    SelectField,
    TextField,
    ToggleField,
  ],
  templateUrl: './alert-rule-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AlertRulePage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly language = inject(Language);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly words = inject(AlertWords);

  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = ruleForm();
  private readonly metrics = signal<readonly AlertMetric[]>([]);
  protected readonly secret = signal('');
  private readonly watch = toSignal(this.form.controls.watch.valueChanges, {
    initialValue: this.form.controls.watch.value,
  });
  protected readonly kind = computed(() => this.watch().kind ?? 'threshold');
  protected readonly subject = computed((): AlertSubject => {
    const { kind, source, event } = this.watch();
    if (kind !== 'threshold') return ALERT_EVENTS[event ?? 'work-abandoned'];
    return this.metrics().find((each) => each.source === source)?.subject ?? 'queue';
  });
  private readonly unit = computed(() => {
    this.metrics();
    return this.unitOf(this.watch());
  });
  protected readonly suffix = computed(() => ({ share: '%', seconds: 's', count: '', value: '' })[this.unit()]);

  protected readonly users = names<User>(
    '/users',
    ({ firstName, lastName }) => `${lastName} ${firstName}`,
    this.session.may('users.view'),
  );
  private readonly about: Partial<Record<AlertSubject, Names>> = {
    queue: names<Queue>('/queues', ({ name }) => name, this.session.may('queues.view')),
    campaign: names<Campaign>('/campaigns', ({ name }) => name, this.session.may('campaigns.view')),
    agent: this.users,
  };
  protected readonly subjects = computed(() => this.about[this.subject()]?.options() ?? []);
  protected readonly kinds = computed(() => this.options('alertKinds', KINDS));
  protected readonly severities = computed(() => this.options('alertSeverities', ALERT_SEVERITIES));
  protected readonly sides = computed(() => this.options('alertSides', ['above', 'below']));
  protected readonly events = computed(() => this.options('alertEvents', Object.keys(ALERT_EVENTS)));
  protected readonly weekdays = computed(() =>
    this.options('weekdays', ['1', '2', '3', '4', '5', '6', '7']).map(({ value, label }) => ({
      value: Number(value),
      label,
    })),
  );
  protected readonly sources = computed(() =>
    this.options(
      'alertSources',
      ALERT_SOURCES.filter((source) => this.metrics().some((each) => each.source === source)),
    ),
  );
  protected readonly metricOptions = computed((): Option<string>[] => {
    const { source } = this.watch();
    this.language.current();
    return this.metrics()
      .filter((each) => each.source === source)
      .map(({ metric }) => ({ value: metric, label: this.words.metric(metric) }));
  });

  readonly editor = editor<AlertRule>({
    form: this.form,
    load: async () => {
      this.metrics.set(await this.words.all());
      return this.isNew() ? null : this.api.get<AlertRule>(`/alert-rules/${this.id()}`);
    },
    show: (rule) => showRule(this.form, rule, this.unitOf(rule.watch)),
    save: (version) => {
      const rule = ruleOf(this.form, this.unit());
      return version === undefined
        ? this.api.post<AlertRule>('/alert-rules', rule)
        : this.api.patch<AlertRule>(`/alert-rules/${this.id()}`, { ...rule, version });
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/alerts/rules/${id}`);
    },
  });

  constructor() {
    const me = this.session.me()?.user.id;
    if (me) this.form.controls.userIds.setValue([me]);
  }

  protected async test(): Promise<void> {
    await this.toasts.try(() => this.api.post(`/alert-rules/${this.id()}/test`), 'alerts.tested');
  }

  protected async showSecret(): Promise<void> {
    await this.toasts.try(async () => {
      const { secret } = await this.api.get<{ secret: string }>(`/alert-rules/${this.id()}/webhook-secret`);
      this.secret.set(secret);
    });
  }

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/alert-rules/${this.id()}`, { name, form: this.form, back: '/alerts/rules' });
  }

  private unitOf(watch: Partial<ReturnType<typeof ruleOf>['watch']>) {
    if (watch.kind !== 'threshold') return 'count' as const;
    return this.words.unitOf(watch.source ?? 'queue-now', watch.metric ?? '');
  }

  private options(family: string, values: readonly string[]): Option<string>[] {
    this.language.current();
    return values.map((value) => ({ value, label: this.transloco.translate<string>(`${family}.${value}`) }));
  }
}
