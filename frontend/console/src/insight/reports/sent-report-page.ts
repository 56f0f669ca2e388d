import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  REPORT_FILES,
  intervalsOf,
  REPORT_KEYS_OF,
  REPORT_SUBJECTS,
  SENT_PERIODS,
  type Group,
  type ReportSchedule,
  type ReportSending,
  type Rhythm,
  type SaveReportSchedule,
  type User,
} from '#contracts';
import { LinesField, SelectField, StatusChip, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { fullName } from '../../platform/time/formats';
import { filtersOf, wishOf } from './report-wish';
import { SENDING_TONES } from './sent-reports-page';

const of = <Value>(value: Value) => new FormControl<Value>(value, { nonNullable: true });
const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'];

/** One report that is sent by itself: which, when, to whom; new ones begin with what the report page showed. */
@Component({
  selector: 'app-sent-report-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    EditorPage,
    LinesField,
    SelectField,
    StatusChip,
    TextField,
    ToggleField,
    InstantPipe,
  ],
  templateUrl: './sent-report-page.html',
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
      padding: 6px 0;
      border-bottom: 1px solid var(--cc-line);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SentReportPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly language = inject(Language);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  /** What the report page showed. */
  private readonly wish = wishOf(inject(ActivatedRoute).snapshot.queryParamMap, new Date());

  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly tones = SENDING_TONES;
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    active: of(true),
    subject: of(this.wish.subject),
    period: of<SaveReportSchedule['period']>('yesterday'),
    interval: of(this.wish.interval),
    by: of(this.wish.by),
    queueId: of(this.wish.queueId ? [this.wish.queueId] : []),
    agentId: of(this.wish.agentId ? [this.wish.agentId] : []),
    groupId: of(this.wish.groupId ? [this.wish.groupId] : []),
    file: of<SaveReportSchedule['file']>('xlsx'),
    language: of(this.language.current()),
    every: of<Rhythm['every']>('day'),
    weekday: of('1'),
    day: new FormControl(1, { nonNullable: true, validators: [Validators.min(1), Validators.max(31)] }),
    time: new FormControl('07:00', { nonNullable: true, validators: [Validators.required] }),
    addresses: new FormControl<string[]>([], { nonNullable: true, validators: [Validators.required] }),
  });
  private readonly value = toSignal(this.form.valueChanges, { initialValue: this.form.value });
  protected readonly every = computed(() => this.value().every ?? 'day');
  protected readonly filters = computed(() => filtersOf(this.value().subject ?? 'queues'));
  protected readonly lists = {
    queueId: names<Named>('/queues', ({ name }) => name, this.session.may('queues.view')),
    agentId: names<User>('/users', fullName, this.session.may('users.view')),
    groupId: names<Group>('/groups', ({ name }) => name, this.session.may('groups.view')),
  };
  protected readonly subjects = computed(() => this.words('reportSubjects', REPORT_SUBJECTS));
  protected readonly periods = computed(() => this.words('reportPeriods', SENT_PERIODS));
  protected readonly intervals = computed(() =>
    this.words('reportIntervals', intervalsOf(this.value().subject ?? 'queues')),
  );
  protected readonly keys = computed(() => this.words('reportKeys', REPORT_KEYS_OF[this.value().subject ?? 'queues']));
  protected readonly rhythms = computed(() => this.words('rhythms', ['day', 'week', 'month']));
  protected readonly weekdays = computed(() => this.words('weekdays', WEEKDAYS));
  protected readonly languages = computed(() => this.words('languages', ['pl', 'en']));
  protected readonly files = REPORT_FILES.map((file) => ({ value: file, label: file.toUpperCase() }));

  private readonly asked = signal(0);
  protected readonly sendings = resource({
    params: () => (this.isNew() ? undefined : { id: this.id(), turn: this.asked() }),
    loader: ({ params }) => this.api.get<ReportSending[]>(`/report-schedules/${params.id}/sendings`),
  });

  readonly editor = editor<ReportSchedule>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<ReportSchedule>(`/report-schedules/${this.id()}`)),
    show: ({ rhythm, ...schedule }) =>
      this.form.reset({
        ...schedule,
        every: rhythm.every,
        weekday: String(rhythm.every === 'week' ? rhythm.weekday : 1),
        day: rhythm.every === 'month' ? rhythm.day : 1,
      }),
    save: (version) => {
      const body = { ...this.body(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<ReportSchedule>('/report-schedules', body)
        : this.api.patch<ReportSchedule>(`/report-schedules/${this.id()}`, body);
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/reports/sent/${id}`);
    },
  });

  constructor() {
    const mine = this.session.me()?.user.email;
    if (mine) this.form.controls.addresses.setValue([mine]);
    // Another report is split by other things.
    this.form.controls.subject.valueChanges.subscribe((subject) => {
      const keys = REPORT_KEYS_OF[subject];
      if (!keys.includes(this.form.controls.by.value)) this.form.controls.by.setValue(keys[0] ?? 'none');
      if (!intervalsOf(subject).includes(this.form.controls.interval.value))
        this.form.controls.interval.setValue('day');
    });
  }

  protected async sendNow(): Promise<void> {
    await this.toasts.try(() => this.api.post(`/report-schedules/${this.id()}/send`), 'sentReports.sentNow');
    this.asked.update((turn) => turn + 1);
  }

  protected refresh(): void {
    this.asked.update((turn) => turn + 1);
  }

  protected delete(): void {
    const name = this.editor.entity()?.name ?? '';
    void this.deletion.of(`/report-schedules/${this.id()}`, { name, form: this.form, back: '/reports/sent' });
  }

  private body(): SaveReportSchedule {
    const { every, weekday, day, ...fields } = this.form.getRawValue();
    const meant = this.filters();
    const kept = (name: 'queueId' | 'agentId' | 'groupId') => (meant.includes(name) ? fields[name] : []);
    const rhythm: Rhythm =
      every === 'week' ? { every, weekday: Number(weekday) } : every === 'month' ? { every, day } : { every };
    return { ...fields, queueId: kept('queueId'), agentId: kept('agentId'), groupId: kept('groupId'), rhythm };
  }

  private words(family: string, values: readonly string[]): Option<string>[] {
    this.language.current();
    return values.map((value) => ({ value, label: this.transloco.translate<string>(`${family}.${value}`) }));
  }
}
