import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SurveyListItem } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn, type Option } from '../../../../ui';
import { names, type Named } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

/** All surveys: whether callers are asked, and in which queues. */
@Component({
  selector: 'app-surveys-page',
  imports: [TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.surveys')"
      [newLink]="mayManage ? '/surveys/new' : null"
      [newLabel]="t('surveys.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('surveys.empty')"
      [emptyHint]="t('surveys.emptyHint')"
    >
      <ui-filter-select
        filters
        [label]="t('surveys.state')"
        [options]="states()"
        [value]="source.filter('published')"
        (changed)="source.setFilter('published', $event)"
      />
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-survey>
        @if (survey.liveVersion === null) {
          <ui-status-chip tone="quiet">{{ t('surveys.notPublished') }}</ui-status-chip>
        } @else if (survey.changed) {
          <ui-status-chip tone="warn" icon="edit">{{ t('surveys.draftChanged') }}</ui-status-chip>
        } @else {
          <ui-status-chip tone="ok" icon="check">{{
            t('surveys.liveVersion', { number: survey.liveVersion })
          }}</ui-status-chip>
        }
      </ng-template>
      <ng-template uiCell="updatedAt" [uiCellOf]="source.rows()" let-survey>{{
        survey.updatedAt | instant
      }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SurveysPage {
  private readonly session = inject(Session);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = this.session.may('surveys.manage');
  private readonly queues = names<Named>('/queues/names', ({ name }) => name);
  protected readonly source = listSource<SurveyListItem>({ path: '/surveys', sort: 'name', filters: ['published'] });
  protected readonly columns: readonly ListColumn<SurveyListItem>[] = [
    { key: 'name', label: 'surveys.name', sort: 'name', text: ({ name }) => name },
    { key: 'state', label: 'surveys.state' },
    { key: 'queues', label: 'surveys.queues', text: ({ queueIds }) => this.namesOf(queueIds) },
    { key: 'updatedAt', label: 'surveys.updated', sort: 'updatedAt', minor: true },
  ];
  protected link = ({ id }: SurveyListItem): string => `/surveys/${id}`;
  protected readonly states = (): Option<string>[] => [
    { value: 'true', label: this.vocabulary.word('surveys', 'publishedOnes') },
    { value: 'false', label: this.vocabulary.word('surveys', 'notPublished') },
  ];

  private namesOf(queueIds: readonly string[]): string {
    return queueIds.map((id) => this.queues.nameOf(id)).join(', ') || '–';
  }
}
