import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScorecardListItem } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { DocumentState } from '../../platform/documents/document-state';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

/** All scorecards. */
@Component({
  selector: 'app-scorecards-page',
  imports: [TranslocoDirective, Cell, DocumentState, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('quality.scorecards')"
      back="/quality"
      [newLink]="mayManage ? '/quality/scorecards/new' : null"
      [newLabel]="t('quality.newScorecard')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('quality.noScorecards')"
      [emptyHint]="t('quality.noScorecardsHint')"
    >
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-row><app-document-state [of]="row" /></ng-template>
      <ng-template uiCell="updatedAt" [uiCellOf]="source.rows()" let-row>{{ row.updatedAt | instant }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScorecardsPage {
  protected readonly mayManage = inject(Session).may('quality.manage');
  protected readonly source = listSource<ScorecardListItem>({ path: '/scorecards', sort: 'name' });
  protected readonly columns: readonly ListColumn<ScorecardListItem>[] = [
    { key: 'name', label: 'quality.name', sort: 'name', text: ({ name }) => name },
    { key: 'state', label: 'documents.state' },
    { key: 'updatedAt', label: 'quality.updated', sort: 'updatedAt', minor: true },
  ];
  protected link = ({ id }: ScorecardListItem): string => `/quality/scorecards/${id}`;
}
