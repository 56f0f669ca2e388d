import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Queue } from '#contracts';
import { Cell, FilterSelect, StatusChip, type ListColumn, type Option } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-queues-page',
  imports: [TranslocoDirective, Cell, FilterSelect, StatusChip, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.queues')"
      [newLink]="mayManage ? '/queues/new' : null"
      [newLabel]="t('queues.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('queues.empty')"
      [emptyHint]="t('queues.emptyHint')"
    >
      <ui-filter-select
        filters
        [label]="t('queues.state')"
        [options]="states()"
        [value]="source.filter('active')"
        (changed)="source.setFilter('active', $event)"
      />
      <ng-template uiCell="strategy" [uiCellOf]="source.rows()" let-queue>{{
        t('strategies.' + queue.strategy)
      }}</ng-template>
      <ng-template uiCell="active" [uiCellOf]="source.rows()" let-queue>
        <ui-status-chip [tone]="queue.active ? 'ok' : 'quiet'">{{
          t(queue.active ? 'queues.active' : 'queues.inactive')
        }}</ui-status-chip>
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueuesPage {
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = inject(Session).may('queues.manage');
  protected readonly source = listSource<Queue>({ path: '/queues', sort: 'name', filters: ['active'] });
  protected readonly columns: readonly ListColumn<Queue>[] = [
    { key: 'name', label: 'queues.name', sort: 'name', text: ({ name }) => name },
    { key: 'strategy', label: 'queues.strategy' },
    { key: 'agents', label: 'queues.agents', numeric: true, text: ({ agentIds }) => agentIds.length },
    {
      key: 'priority',
      label: 'queues.priority',
      sort: 'priority',
      numeric: true,
      minor: true,
      text: ({ priority }) => priority,
    },
    {
      key: 'serviceLevel',
      label: 'queues.serviceLevel',
      numeric: true,
      minor: true,
      text: ({ serviceLevelSeconds }) => `${serviceLevelSeconds} s`,
    },
    { key: 'active', label: 'queues.state' },
  ];
  protected link = ({ id }: Queue): string => `/queues/${id}`;
  protected readonly states = (): Option<string>[] => [
    { value: 'true', label: this.vocabulary.word('queues', 'active') },
    { value: 'false', label: this.vocabulary.word('queues', 'inactive') },
  ];
}
