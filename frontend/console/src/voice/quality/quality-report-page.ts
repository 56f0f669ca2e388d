import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { QUALITY_GROUPS, type QualityReportRow, type User } from '#contracts';
import { EmptyState, ErrorState, FilterDate, FilterSelect, PageHeader, Skeleton } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { Toasts } from '../../platform/look/toasts';
import { dayOf, fullName } from '../../platform/time/formats';
import { percentText } from './evaluations-page';

const QUARTER_MS = 90 * 86_400_000;
const WISHES = ['from', 'to', 'agentId', 'scorecardId', 'by'] as const;
type Wish = Readonly<Record<(typeof WISHES)[number], string | null>>;

/** Averages of finished evaluations: by agent, criterion, scorer or week, also as a file. */
@Component({
  selector: 'app-quality-report-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    FilterDate,
    FilterSelect,
    PageHeader,
    Skeleton,
  ],
  template: `
    <ng-container *transloco="let t; let language = currentLang">
      <ui-page-header [title]="t('quality.report')" back="/quality">
        <button matButton type="button" (click)="save()"><mat-icon svgIcon="download" />CSV</button>
      </ui-page-header>
      <div class="filters">
        <ui-filter-select
          [label]="t('quality.by')"
          [options]="groups()"
          [value]="wish().by"
          (changed)="change({ by: $event ?? 'agent' })"
        />
        <ui-filter-date [label]="t('ui.from')" [value]="wish().from" (changed)="$event && change({ from: $event })" />
        <ui-filter-date [label]="t('ui.to')" [value]="wish().to" (changed)="$event && change({ to: $event })" />
        <ui-filter-select
          [label]="t('quality.agent')"
          [options]="people.options()"
          [value]="wish().agentId"
          (changed)="change({ agentId: $event })"
        />
        <ui-filter-select
          [label]="t('quality.scorecard')"
          [options]="scorecards.options()"
          [value]="wish().scorecardId"
          (changed)="change({ scorecardId: $event })"
        />
      </div>
      <section class="card" tabindex="0" role="region" [attr.aria-label]="t('quality.report')">
        @if (rows.error()) {
          <ui-error-state [message]="problem()" (retry)="rows.reload()" />
        } @else if (!rows.hasValue()) {
          <ui-skeleton [rows]="6" />
        } @else if (rows.value().length === 0) {
          <ui-empty-state [title]="t('quality.noResults')" [hint]="t('quality.noResultsHint')" />
        } @else {
          <table>
            <thead>
              <tr>
                <th scope="col">{{ t('quality.groups.' + wish().by) }}</th>
                <th scope="col" class="number">{{ t('quality.evaluations') }}</th>
                <th scope="col" class="number">{{ t('quality.average') }}</th>
                <th scope="col">
                  <span class="visually-hidden">{{ t('quality.average') }}</span>
                </th>
                <th scope="col" class="number">{{ t('quality.knockedOutCount') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (row of rows.value(); track row.key) {
                <tr>
                  <th scope="row">{{ row.name }}</th>
                  <td class="number">{{ row.evaluations }}</td>
                  <td class="number">{{ percentText(row.average, language) }}</td>
                  <td class="bar" aria-hidden="true"><span [style.width.%]="row.average"></span></td>
                  <td class="number">{{ row.knockedOut }}</td>
                </tr>
              }
            </tbody>
          </table>
        }
      </section>
    </ng-container>
  `,
  styles: `
    .filters {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-bottom: 16px;
    }
    section {
      padding: 8px 16px;
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
    }
    th,
    td {
      padding: 8px;
      text-align: left;
    }
    tbody tr {
      border-top: 1px solid var(--cc-line);
    }
    .number {
      text-align: right;
      font-variant-numeric: tabular-nums;
    }
    .bar {
      width: 30%;
      min-width: 80px;
    }
    .bar span {
      display: block;
      height: 10px;
      border-radius: 5px;
      background: var(--mat-sys-primary);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QualityReportPage {
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly percentText = percentText;
  protected readonly people = names<User>('/users', fullName, this.session.may('users.view'));
  protected readonly scorecards = names<Named>('/scorecards/names', ({ name }) => name);
  /** It lives in the address, so that a report can be sent to a colleague. */
  protected readonly wish = linkedSignal<Wish>(() => {
    const asked = this.route.snapshot.queryParamMap;
    const now = Date.now();
    const usual = { from: dayOf(now - QUARTER_MS), to: dayOf(now), by: 'agent', agentId: null, scorecardId: null };
    return Object.fromEntries(WISHES.map((name) => [name, asked.get(name) ?? usual[name]])) as unknown as Wish;
  });
  protected readonly rows = resource({
    params: () => this.wish(),
    loader: ({ params }) => this.api.get<QualityReportRow[]>('/evaluations/report', { ...params }),
  });
  protected readonly problem = computed(() => this.problems.of(this.rows.error()));
  protected readonly groups = () => this.vocabulary.options('quality.groups', QUALITY_GROUPS);

  protected change(change: Partial<Wish>): void {
    const wish = { ...this.wish(), ...change };
    this.wish.set(wish);
    void this.router.navigate([], { relativeTo: this.route, replaceUrl: true, queryParams: wish });
  }

  protected save(): void {
    void this.toasts.try(() => this.api.exportCsv('/evaluations/report', { ...this.wish() }));
  }
}
