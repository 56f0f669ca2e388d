import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Group } from '#contracts';
import type { ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-groups-page',
  imports: [TranslocoDirective, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.groups')"
      [newLink]="mayManage ? '/groups/new' : null"
      [newLabel]="t('groups.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('groups.empty')"
      [emptyHint]="t('groups.emptyHint')"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupsPage {
  protected readonly mayManage = inject(Session).may('groups.manage');
  protected readonly source = listSource<Group>({ path: '/groups' });
  protected readonly columns: readonly ListColumn<Group>[] = [
    { key: 'name', label: 'groups.name', text: ({ name }) => name },
    { key: 'description', label: 'groups.description', text: ({ description }) => description },
    { key: 'members', label: 'groups.members', numeric: true, text: ({ memberCount }) => memberCount },
  ];
  protected link = ({ id }: Group): string => `/groups/${id}`;
}
