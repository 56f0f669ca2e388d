import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DiallingStrategy } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

/** In which order campaigns call their records. */
@Component({
  selector: 'app-strategies-page',
  imports: [TranslocoDirective, Cell, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.diallingStrategies')"
      [newLink]="mayManage ? '/dialling-strategies/new' : null"
      [newLabel]="t('diallingStrategies.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('diallingStrategies.empty')"
      [emptyHint]="t('diallingStrategies.emptyHint')"
    >
      <ng-template uiCell="order" [uiCellOf]="source.rows()" let-strategy>{{
        t('overdueFirst.' + strategy.overdueFirst)
      }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StrategiesPage {
  protected readonly mayManage = inject(Session).may('dialling-strategies.manage');
  protected readonly source = listSource<DiallingStrategy>({ path: '/dialling-strategies', sort: 'name' });
  protected readonly columns: readonly ListColumn<DiallingStrategy>[] = [
    { key: 'name', label: 'diallingStrategies.name', sort: 'name', text: ({ name }) => name },
    { key: 'fresh', label: 'diallingStrategies.fresh', numeric: true, text: ({ shares }) => `${shares.fresh}%` },
    { key: 'private', label: 'diallingStrategies.private', numeric: true, text: ({ shares }) => `${shares.private}%` },
    { key: 'system', label: 'diallingStrategies.system', numeric: true, text: ({ shares }) => `${shares.system}%` },
    { key: 'order', label: 'diallingStrategies.order', minor: true },
    { key: 'campaigns', label: 'diallingStrategies.campaigns', numeric: true, text: ({ campaigns }) => campaigns },
  ];

  protected link = ({ id }: DiallingStrategy): string | null => (this.mayManage ? `/dialling-strategies/${id}` : null);
}
