import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { IpList, User } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-ip-lists-page',
  imports: [TranslocoDirective, Cell, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.ipLists')"
      newLink="/ip-lists/new"
      [newLabel]="t('ipLists.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [searchable]="false"
      [exportable]="false"
      [emptyTitle]="t('ipLists.empty')"
      [emptyHint]="t('ipLists.emptyHint')"
    >
      <ng-template uiCell="scope" [uiCellOf]="source.rows()" let-list>
        {{ t('ipLists.scopes.' + list.scope.kind) }}
        @if (list.scope.kind === 'role') {
          · {{ t('roles.' + list.scope.role) }}
        } @else if (list.scope.kind === 'user') {
          · {{ users.nameOf(list.scope.userId) }}
        }
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IpListsPage {
  protected readonly users = names<User>('/users', ({ login }) => login, inject(Session).may('users.view'));
  protected readonly source = listSource<IpList>({ path: '/ip-lists' });
  protected readonly columns: readonly ListColumn<IpList>[] = [
    { key: 'scope', label: 'ipLists.scope' },
    { key: 'ranges', label: 'ipLists.ranges', text: ({ ranges }) => ranges.join(', ') },
  ];
  protected link = ({ id }: IpList): string => `/ip-lists/${id}`;
}
