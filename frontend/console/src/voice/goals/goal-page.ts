import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Goal, GoalDays } from '#contracts';
import { Chart, ErrorState, PageHeader, Skeleton, type ChartSeries } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { whileOpen } from '../../platform/lists/while-open';
import { InstantPipe } from '../../platform/time/format-pipes';
import { GoalBar } from './goal-bar';

const EVERY_MS = 5000;

/** One goal as it goes: the campaign or each agent, and what every day brought. */
@Component({
  selector: 'app-goal-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    Chart,
    ErrorState,
    PageHeader,
    Skeleton,
    GoalBar,
    InstantPipe,
  ],
  template: `
    <ng-container *transloco="let t">
      @if (goal.error()) {
        <ui-page-header [title]="t('nav.goals')" back="/goals" />
        <ui-error-state class="card" [message]="problems.of(goal.error())" (retry)="goal.reload()" />
      } @else if (shown(); as now) {
        <ui-page-header [title]="now.name" back="/goals">
          @if (mayEdit) {
            <a matButton [routerLink]="['/goals', now.id, 'edit']"><mat-icon svgIcon="edit" />{{ t('ui.edit') }}</a>
          }
        </ui-page-header>
        <p class="muted about">
          {{ t('goalPeriods.' + now.period) }}
          @if (now.period !== 'whole') {
            · {{ now.current.from | instant: 'date' }} – {{ lastDay(now) | instant: 'date' }}
          }
          · {{ campaignsOf(now) || t('goals.anywhere') }}
        </p>
        <ul class="rows">
          @for (row of now.progress; track row.agent?.id) {
            <li class="card">
              <h2>{{ row.agent?.name ?? campaignsOf(now) }}</h2>
              <app-goal-bar
                [reached]="row.reached"
                [target]="row.target"
                [expected]="row.expected"
                [pace]="row.pace"
                [label]="row.agent?.name ?? now.name"
                [locale]="language.current()"
              />
              <small class="muted">{{ t('goals.successes', { count: row.successes }) }}</small>
            </li>
          }
        </ul>
        <section class="card chart">
          <ui-chart
            [title]="t('goals.byDay')"
            [labels]="labels()"
            [series]="series()"
            [labelTitle]="t('goals.day')"
            [format]="format()"
          />
        </section>
      } @else {
        <ui-skeleton [rows]="8" />
      }
    </ng-container>
  `,
  styles: `
    .about {
      margin: -8px 0 16px;
    }
    .rows {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(260px, 1fr));
      gap: 12px;
      margin: 0 0 16px;
      padding: 0;
      list-style: none;
    }
    .rows li {
      display: grid;
      align-content: start;
      gap: 8px;
      padding: 12px 16px;
    }
    .chart {
      padding: 12px 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GoalPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly transloco = inject(TranslocoService);
  protected readonly problems = inject(ProblemText);
  protected readonly language = inject(Language);
  protected readonly mayEdit = inject(Session).may('goals.manage');
  protected readonly goal = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<Goal>(`/goals/${params}`),
  });
  private readonly days = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.get<GoalDays>(`/goals/${params}/days`),
  });
  protected readonly shown = computed(() => (this.goal.hasValue() ? this.goal.value() : null));
  private readonly figures = computed(() => (this.days.hasValue() ? this.days.value() : []));
  protected readonly labels = computed(() =>
    this.figures().map(({ day }) => day.slice(5).split('-').reverse().join('.')),
  );
  protected readonly series = computed((): ChartSeries[] => {
    let sum = 0;
    return [
      { name: this.transloco.translate('goals.value'), values: this.figures().map(({ value }) => value) },
      {
        name: this.transloco.translate('goals.together'),
        values: this.figures().map(({ value }) => (sum += value)),
        kind: 'line',
        tone: 'ok',
      },
    ];
  });
  protected readonly format = computed(() => {
    const numbers = new Intl.NumberFormat(this.language.locale, { maximumFractionDigits: 2 });
    return (value: number) => numbers.format(value);
  });

  constructor() {
    whileOpen(EVERY_MS, () => [this.goal, this.days].forEach((each) => each.reload()));
  }

  protected campaignsOf = ({ campaigns }: Goal): string => campaigns.map(({ name }) => name).join(', ');

  /** The end is excluded; the last moment before it names the day. */
  protected lastDay = ({ current }: Goal): string => new Date(Date.parse(current.to ?? '') - 1).toISOString();
}
