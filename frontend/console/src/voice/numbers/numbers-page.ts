import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { InboundNumber } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { numberText } from './number-text';
import { numberTargets } from './number-targets';

@Component({
  selector: 'app-numbers-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.numbers')"
      newLink="/numbers/new"
      [newLabel]="t('numbers.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('numbers.empty')"
      [emptyHint]="t('numbers.emptyHint')"
    >
      <ng-template uiCell="active" [uiCellOf]="source.rows()" let-number>
        <ui-status-chip [tone]="number.active ? 'ok' : 'quiet'">{{
          t(number.active ? 'numbers.active' : 'numbers.inactive')
        }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NumbersPage {
  private readonly targets = numberTargets();
  protected readonly source = listSource<InboundNumber>({ path: '/numbers' });
  protected readonly columns: readonly ListColumn<InboundNumber>[] = [
    { key: 'number', label: 'numbers.number', text: numberText },
    { key: 'name', label: 'numbers.name', text: ({ name }) => name },
    { key: 'target', label: 'numbers.target', text: (number) => this.targets.nameOf(number) },
    { key: 'active', label: 'numbers.state' },
  ];
  protected link = ({ id }: InboundNumber): string => `/numbers/${id}`;
}
