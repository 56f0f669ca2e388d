import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  METRIC_WORDS,
  intervalsOf,
  REPORT_KEYS_OF,
  REPORT_SUBJECTS,
  type Group,
  type MetricUnit,
  type Report,
  type ReportSubject,
  type User,
} from '#contracts';
import { Chart, EmptyState, ErrorState, FilterDate, FilterSelect, PageHeader, Skeleton } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { fullName } from '../../platform/time/formats';
import { SavedViews } from '../../platform/views/saved-views';
import { BehindDialog, type Behind } from './behind-dialog';
import { figureText, pictureOf } from './report-figures';
import {
  filtersOf,
  periodDays,
  PERIODS,
  queryOf,
  todayIn,
  wishOf,
  type PeriodName,
  type ReportWish,
} from './report-wish';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What stands large above the table. */
const HEADLINE: Readonly<Record<ReportSubject, readonly string[]>> = {
  queues: ['offered', 'answered', 'abandonRate', 'serviceLevel', 'asa', 'aht'],
  agents: ['signedIn', 'occupancy', 'handled', 'missed', 'aht'],
  statuses: ['signedIn', 'ready', 'busy', 'wrapUp', 'notReady'],
  calls: ['calls', 'callsAnswered', 'answeredShare', 'averageTalk'],
  classifiers: ['classified', 'successes', 'successShare', 'successValue'],
  recordings: ['recorded', 'recordedTime', 'averageRecording', 'recordingsLost'],
  surveys: ['surveysLaunched', 'surveysCompleted', 'surveysCompletedShare', 'averageAnswer'],
  schedules: ['planned', 'worked', 'adherence', 'conformance'],
};

/** Numbers of the past: by time, by queue, agent …; each opens the calls, or stretches of status, behind it. */
@Component({
  selector: 'app-reports-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Chart,
    EmptyState,
    ErrorState,
    FilterDate,
    FilterSelect,
    PageHeader,
    SavedViews,
    Skeleton,
  ],
  templateUrl: './reports-page.html',
  styleUrl: './reports-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReportsPage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly problems = inject(ProblemText);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly words = this.vocabulary.options;
  private readonly language = inject(Language);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly session = inject(Session);

  protected readonly maySend = this.session.may('reports.send');
  protected readonly workbook = WORKBOOK;
  protected readonly subjects = REPORT_SUBJECTS;
  protected readonly intervals = computed(() => intervalsOf(this.wish().subject));
  protected readonly periods = PERIODS;
  protected readonly lists = {
    queueId: names<Named>('/queues', ({ name }) => name, this.session.may('queues.view')),
    agentId: names<User>('/users', fullName, this.session.may('users.view')),
    groupId: names<Group>('/groups', ({ name }) => name, this.session.may('groups.view')),
  };
  protected readonly wish = signal(wishOf(this.route.snapshot.queryParamMap, this.today()));
  protected readonly keys = computed(() => REPORT_KEYS_OF[this.wish().subject]);
  protected readonly filters = computed(() => filtersOf(this.wish().subject));
  protected readonly period = computed(() => {
    const { from, to } = this.wish();
    const isIt = (name: PeriodName) => {
      const days = periodDays(name, this.today());
      return days.from === from && days.to === to;
    };
    return PERIODS.find(isIt) ?? null;
  });

  protected readonly report = resource({
    params: () => this.wish(),
    loader: ({ params }) => this.api.get<Report>(`/reports/${params.subject}`, queryOf(params)),
  });
  /** The last answer stays while the next one is on its way, unless it is of something else. */
  protected readonly shown = linkedSignal<Report | undefined, Report | undefined>({
    source: () => (this.report.hasValue() ? this.report.value() : undefined),
    computation: (now, before) => now ?? (before?.value?.subject === this.wish().subject ? before.value : undefined),
  });
  protected readonly problem = computed(() => this.problems.of(this.report.error()));
  protected readonly headline = computed(() => {
    const report = this.shown();
    return (report ? HEADLINE[report.subject] : []).flatMap((id) => {
      const metric = report?.metrics.find((each) => each.id === id);
      return metric ? [metric] : [];
    });
  });
  protected readonly total = computed(() => ({ from: null, key: null, values: this.shown()?.total ?? {} }));
  protected readonly picture = computed(() => {
    const report = this.shown();
    this.language.current();
    return report
      ? pictureOf(
          report,
          (id) => this.metricWord(id),
          (iso) => this.timeText(iso),
          (key) => this.nameText(key),
        )
      : null;
  });
  protected readonly pictureFormat = computed(() => {
    const unit = this.picture()?.unit ?? 'count';
    return (value: number) => this.text(value, unit);
  });

  protected change(change: { readonly [Name in keyof ReportWish]?: string | null }): void {
    const given = { ...this.wish(), ...change };
    const wish = wishOf({ get: (name) => given[name as keyof ReportWish] }, this.today());
    this.wish.set(wish);
    void this.router.navigate([], { relativeTo: this.route, replaceUrl: true, queryParams: wish });
  }

  protected setFilter(name: 'queueId' | 'agentId' | 'groupId', id: string | null): void {
    this.change({ [name]: id });
  }

  protected usePeriod(name: string | null): void {
    const period = PERIODS.find((each) => each === name) ?? 'today';
    this.change(periodDays(period, this.today()));
  }

  protected async save(accept: string): Promise<void> {
    const { subject } = this.wish();
    await this.toasts.try(() => this.api.exportFile(`/reports/${subject}`, queryOf(this.wish()), accept));
  }

  protected open(metric: string, row: Report['rows'][number]): void {
    const report = this.shown();
    if (!report) return;
    const { queueId, agentId, groupId, by, subject } = this.wish();
    const statusText = (status: string) => this.statusText(status);
    const from = row.from ?? report.from;
    const whose = row.key ? ` · ${this.nameText(row.key)}` : '';
    const data: Behind = {
      statusText,
      title: this.metricWord(metric) + whose,
      path: `/reports/${subject}/interactions`,
      query: { metric, from, until: this.endOf(row, report), by, key: row.key?.id, queueId, agentId, groupId },
    };
    this.dialog.open<BehindDialog, Behind>(BehindDialog, { data, width: '760px' });
  }

  /** A share of nothing has something behind it too: what it is divided by. */
  protected opens({ id, drill, unit }: Report['metrics'][number], { values }: Report['rows'][number]): boolean {
    return drill && (unit === 'share' ? typeof values[id] === 'number' : (values[id] ?? 0) > 0);
  }

  protected text(value: number | null | undefined, unit: MetricUnit): string {
    return figureText(value, unit, this.language.locale);
  }

  protected metricWord(id: string): string {
    return METRIC_WORDS[id]?.[this.language.current()] ?? id;
  }

  protected timeText(iso: string): string {
    const interval = this.shown()?.interval ?? 'day';
    const zone = this.shown()?.timeZone;
    const style: Intl.DateTimeFormatOptions =
      interval === 'month'
        ? { month: 'long', year: 'numeric' }
        : interval === 'hour' || interval === 'quarter'
          ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
          : { day: 'numeric', month: 'short', weekday: 'short' };
    return new Intl.DateTimeFormat(this.language.locale, { ...style, ...(zone && { timeZone: zone }) }).format(
      new Date(iso),
    );
  }

  /** Names of queues and people are their own; a status, direction or result is a word of ours. */
  protected nameText(key: { id: string; name: string } | null): string {
    if (!key) return this.transloco.translate('reports.all');
    const { by } = this.wish();
    if (by === 'direction') return this.transloco.translate(`directions.${key.id}`);
    if (by === 'reason') return this.vocabulary.word('recordingReasons', key.id);
    if (by === 'outcome') return this.transloco.translate(key.id === 'open' ? 'reports.open' : `outcomes.${key.id}`);
    if (by !== 'status') return key.name;
    return this.statusText(key.id);
  }

  /** `not-ready:lunch` by its reason. */
  private statusText(text: string): string {
    const [status, reason] = text.split(':');
    return this.transloco.translate(reason ? `reasons.${reason}` : `statuses.${status}`);
  }

  /** Where the next row by time begins, or the end of the period. */
  private endOf(row: Report['rows'][number], report: Report): string {
    if (row.from === null) return report.until;
    const start = new Date(row.from);
    const minutes = { quarter: 15, hour: 60 }[report.interval as 'hour'];
    if (minutes) return new Date(start.getTime() + minutes * 60_000).toISOString();
    const later = report.rows.map(({ from }) => from ?? '').filter((from) => from > (row.from ?? ''));
    return later.sort()[0] ?? report.until;
  }

  private today(): Date {
    return todayIn(this.language.timeZone(), Date.now());
  }
}
