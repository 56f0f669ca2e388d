import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { GOAL_KINDS, GOAL_PACES, GOAL_PERIODS, type Goal } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { whileOpen } from '../../platform/lists/while-open';
import { GoalBar, PACE_TONES } from './goal-bar';

const EVERY_MS = 10_000;

/** Every goal, and how far it is now. */
@Component({
  selector: 'app-goals-page',
  imports: [TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList, GoalBar],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.goals')"
      [newLink]="mayEdit ? '/goals/new/edit' : null"
      [newLabel]="t('goals.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('goals.empty')"
      [emptyHint]="t('goals.emptyHint')"
    >
      <ng-container filters>
        <ui-filter-select
          [label]="t('goals.kind')"
          [options]="words('goalKinds', kinds)"
          [value]="source.filter('kind')"
          (changed)="source.setFilter('kind', $event)"
        />
        <ui-filter-select
          [label]="t('goals.period')"
          [options]="words('goalPeriods', periods)"
          [value]="source.filter('period')"
          (changed)="source.setFilter('period', $event)"
        />
      </ng-container>
      <ng-template uiCell="progress" [uiCellOf]="source.rows()" let-goal>
        @if (goal.kind === 'campaign') {
          @for (row of goal.progress; track $index) {
            <app-goal-bar
              class="bar"
              [reached]="row.reached"
              [target]="row.target"
              [expected]="row.expected"
              [pace]="row.pace"
              [label]="goal.name"
              [locale]="language.current()"
            />
          }
        } @else {
          <span class="paces">
            @for (pace of countsOf(goal); track pace.pace) {
              <ui-status-chip [tone]="tones[pace.pace]"
                >{{ t('goalPaces.' + pace.pace) }}: {{ pace.count }}</ui-status-chip
              >
            }
          </span>
        }
      </ng-template>
    </app-source-list>
  `,
  styles: `
    .bar {
      min-width: 220px;
      padding: 6px 0;
    }
    .paces {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GoalsPage {
  private readonly transloco = inject(TranslocoService);
  protected readonly words = inject(Vocabulary).options;
  protected readonly language = inject(Language);
  protected readonly mayEdit = inject(Session).may('goals.manage');
  protected readonly kinds = GOAL_KINDS;
  protected readonly periods = GOAL_PERIODS;
  protected readonly tones = PACE_TONES;
  protected readonly source = listSource<Goal>({ path: '/goals', sort: 'name', filters: ['kind', 'period'] });
  protected readonly columns: readonly ListColumn<Goal>[] = [
    { key: 'name', label: 'goals.name', sort: 'name', text: ({ name }) => name },
    { key: 'period', label: 'goals.period', text: ({ period }) => this.word('goalPeriods', period) },
    {
      key: 'campaigns',
      label: 'goals.campaigns',
      minor: true,
      text: ({ campaigns }) => campaigns.map(({ name }) => name).join(', ') || this.word('goals', 'anywhere'),
    },
    { key: 'progress', label: 'goals.progress' },
  ];

  constructor() {
    whileOpen(EVERY_MS, () => this.source.refresh());
  }

  protected link = ({ id }: Goal): string => `/goals/${id}`;

  protected countsOf({ progress }: Goal) {
    return GOAL_PACES.map((pace) => ({ pace, count: progress.filter((row) => row.pace === pace).length })).filter(
      ({ count }) => count > 0,
    );
  }

  private word(family: string, value: string): string {
    return this.transloco.translate(`${family}.${value}`);
  }
}
