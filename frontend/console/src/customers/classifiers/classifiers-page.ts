import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Classifier } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-classifiers-page',
  imports: [MatIconModule, TranslocoDirective, Cell, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.classifiers')"
      newLink="/classifiers/new"
      [newLabel]="t('classifiers.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('classifiers.empty')"
      [emptyHint]="t('classifiers.emptyHint')"
    >
      <ng-template uiCell="success" [uiCellOf]="source.rows()" let-classifier>
        @if (classifier.success) {
          <span class="with-icon"><mat-icon svgIcon="star" />{{ t('ui.yes') }}</span>
        } @else {
          {{ t('ui.no') }}
        }
      </ng-template>
      <ng-template uiCell="active" [uiCellOf]="source.rows()" let-classifier>
        <ui-status-chip [tone]="classifier.active ? 'ok' : 'quiet'">{{
          t(classifier.active ? 'classifiers.active' : 'classifiers.inactive')
        }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassifiersPage {
  protected readonly source = listSource<Classifier>({ path: '/classifiers' });
  protected readonly columns: readonly ListColumn<Classifier>[] = [
    { key: 'name', label: 'classifiers.name', text: ({ name }) => name },
    { key: 'success', label: 'classifiers.success' },
    { key: 'active', label: 'classifiers.state' },
  ];
  protected link = ({ id }: Classifier): string => `/classifiers/${id}`;
}
