import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Wallboard } from '#contracts';
import type { ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-wallboards-page',
  imports: [TranslocoDirective, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.wallboards')"
      [newLink]="mayEdit ? '/wallboards/new' : null"
      [newLabel]="t('wallboards.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [exportable]="false"
      [emptyTitle]="t('wallboards.empty')"
      [emptyHint]="t('wallboards.emptyHint')"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WallboardsPage {
  protected readonly mayEdit = inject(Session).may('wallboards.manage');
  protected readonly source = listSource<Wallboard>({ path: '/wallboards', sort: 'name' });
  protected readonly columns: readonly ListColumn<Wallboard>[] = [
    { key: 'name', label: 'wallboards.name', sort: 'name', text: ({ name }) => name },
    { key: 'tiles', label: 'wallboards.tiles', numeric: true, text: ({ tiles }) => tiles.length },
  ];
  protected link = ({ id }: Wallboard): string => (this.mayEdit ? `/wallboards/${id}` : `/wallboards/${id}/show`);
}
