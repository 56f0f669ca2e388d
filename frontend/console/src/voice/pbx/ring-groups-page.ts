import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { RingGroup } from '#contracts';
import { Cell, StatusChip, type ListColumn } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

/** Phones that ring together under one extension. */
@Component({
  selector: 'app-ring-groups-page',
  imports: [TranslocoDirective, Cell, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.ringGroups')"
      newLink="/ring-groups/new"
      [newLabel]="t('ringGroups.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('ringGroups.empty')"
      [emptyHint]="t('ringGroups.emptyHint')"
    >
      <ng-template uiCell="active" [uiCellOf]="source.rows()" let-group>
        <ui-status-chip [tone]="group.active ? 'ok' : 'quiet'">{{
          t(group.active ? 'ringGroups.active' : 'ringGroups.inactive')
        }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RingGroupsPage {
  private readonly transloco = inject(TranslocoService);
  private readonly people = names<{ id: string; name: string }>('/agents', ({ name }) => name);
  protected readonly source = listSource<RingGroup>({ path: '/ring-groups' });
  protected readonly columns: readonly ListColumn<RingGroup>[] = [
    { key: 'name', label: 'ringGroups.name', sort: 'name', text: ({ name }) => name },
    { key: 'extension', label: 'ringGroups.extension', sort: 'extension', text: ({ extension }) => extension },
    {
      key: 'strategy',
      label: 'ringGroups.strategy',
      minor: true,
      text: ({ strategy }) => this.transloco.translate(`ringStrategies.${strategy}`),
    },
    {
      key: 'members',
      label: 'ringGroups.members',
      text: ({ memberIds }) => memberIds.map((id) => this.people.nameOf(id)).join(', '),
    },
    { key: 'active', label: 'ringGroups.state' },
  ];
  protected link = ({ id }: RingGroup): string => `/ring-groups/${id}`;
}
