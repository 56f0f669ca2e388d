import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { PermissionSet } from '#contracts';
import type { ListColumn } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-permission-sets-page',
  imports: [TranslocoDirective, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.permissionSets')"
      newLink="/permission-sets/new"
      [newLabel]="t('permissionSets.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('permissionSets.empty')"
      [emptyHint]="t('permissionSets.emptyHint')"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PermissionSetsPage {
  protected readonly source = listSource<PermissionSet>({ path: '/permission-sets' });
  protected readonly columns: readonly ListColumn<PermissionSet>[] = [
    { key: 'name', label: 'permissionSets.name', text: ({ name }) => name },
    { key: 'description', label: 'permissionSets.description', text: ({ description }) => description },
    { key: 'grants', label: 'permissionSets.grants', numeric: true, text: ({ grants }) => grants.length },
    { key: 'denies', label: 'permissionSets.denies', numeric: true, text: ({ denies }) => denies.length },
    { key: 'users', label: 'permissionSets.users', numeric: true, text: ({ userCount }) => userCount },
  ];
  protected link = ({ id }: PermissionSet): string => `/permission-sets/${id}`;
}
