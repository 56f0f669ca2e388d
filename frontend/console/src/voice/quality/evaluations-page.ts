import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { EVALUATION_STATES, type EvaluationListItem, type EvaluationState, type User } from '#contracts';
import { Cell, FilterDate, FilterSelect, StatusChip, type ListColumn, type Tone } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';
import { fullName } from '../../platform/time/formats';

export const EVALUATION_TONES: Readonly<Record<EvaluationState, Tone>> = {
  draft: 'quiet',
  finished: 'busy',
  acknowledged: 'ok',
  appealed: 'warn',
  decided: 'ok',
};

/** `77,5%`; a dash where there is no result yet. */
export const percentText = (percent: number | null, language: string): string =>
  percent === null
    ? '–'
    : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100);

/** Evaluations: those of one's people and those one scored; of an agent his own. */
@Component({
  selector: 'app-evaluations-page',
  imports: [
    MatButtonModule,
    RouterLink,
    TranslocoDirective,
    Cell,
    FilterDate,
    FilterSelect,
    StatusChip,
    SourceList,
    InstantPipe,
  ],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.quality')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [searchable]="false"
      [emptyTitle]="t('quality.noEvaluations')"
      [emptyHint]="t(seesOthers ? 'quality.noEvaluationsHint' : 'quality.noOwnHint')"
    >
      @if (seesOthers) {
        <ng-container actions ngProjectAs="[actions]">
          <a matButton routerLink="/quality/tasks">{{ t('quality.tasks') }}</a>
          <a matButton routerLink="/quality/report">{{ t('quality.report') }}</a>
          <a matButton routerLink="/quality/rules">{{ t('quality.rules') }}</a>
          <a matButton routerLink="/quality/scorecards">{{ t('quality.scorecards') }}</a>
        </ng-container>
      }
      <ng-container filters ngProjectAs="[filters]">
        <ui-filter-date
          [label]="t('ui.from')"
          [value]="source.filter('from')"
          (changed)="source.setFilter('from', $event)"
        />
        <ui-filter-date [label]="t('ui.to')" [value]="source.filter('to')" (changed)="source.setFilter('to', $event)" />
        <ui-filter-select
          [label]="t('quality.state')"
          [options]="states()"
          [value]="source.filter('state')"
          (changed)="source.setFilter('state', $event)"
        />
        @if (seesOthers) {
          <ui-filter-select
            [label]="t('quality.agent')"
            [options]="people.options()"
            [value]="source.filter('agentId')"
            (changed)="source.setFilter('agentId', $event)"
          />
        }
      </ng-container>
      <ng-template uiCell="at" [uiCellOf]="source.rows()" let-row>{{ row.finishedAt ?? row.at | instant }}</ng-template>
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-row>
        <ui-status-chip [tone]="toneOf(row)">{{ t('quality.states.' + row.state) }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EvaluationsPage {
  private readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly seesOthers = this.session.may('quality.view');
  protected readonly people = names<User>('/users', fullName, this.session.may('users.view'));
  protected readonly source = listSource<EvaluationListItem>({
    path: '/evaluations',
    sort: '-at',
    filters: ['from', 'to', 'state', 'agentId'],
  });
  protected readonly columns: readonly ListColumn<EvaluationListItem>[] = [
    { key: 'at', label: 'quality.at', sort: 'at' },
    { key: 'agent', label: 'quality.agent', text: ({ agent }) => agent.name },
    { key: 'scorecard', label: 'quality.scorecard', text: ({ scorecard }) => scorecard.name },
    { key: 'scorer', label: 'quality.scorer', text: ({ scorer }) => scorer.name, minor: true },
    { key: 'state', label: 'quality.state' },
    {
      key: 'percent',
      label: 'quality.result',
      text: (row) => percentText(row.percent, this.transloco.getActiveLang()),
    },
  ];
  protected toneOf = ({ state }: EvaluationListItem): Tone => EVALUATION_TONES[state];
  protected link = ({ id }: EvaluationListItem): string => `/quality/evaluations/${id}`;
  protected readonly states = () => this.vocabulary.options('quality.states', EVALUATION_STATES);
}
