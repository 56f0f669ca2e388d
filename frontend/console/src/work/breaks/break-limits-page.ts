import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BreakLimit } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { minuteText } from './minute-of-day';

/** How many may be on a break at once. */
@Component({
  selector: 'app-break-limits-page',
  imports: [TranslocoDirective, Cell, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('breaks.limits')"
      [newLink]="mayManage ? '/breaks/limits/new' : null"
      [newLabel]="t('breaks.newLimit')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [searchable]="false"
      [emptyTitle]="t('breaks.noLimits')"
      [emptyHint]="t('breaks.noLimitsHint')"
    >
      <ng-template uiCell="group" [uiCellOf]="source.rows()" let-limit>
        {{ limit.groupName ?? t('breaks.everybody') }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BreakLimitsPage {
  protected readonly mayManage = inject(Session).may('breaks.manage');
  protected readonly source = listSource<BreakLimit>({ path: '/break-limits', sort: 'fromMinute' });
  protected readonly columns: readonly ListColumn<BreakLimit>[] = [
    { key: 'group', label: 'breaks.group' },
    {
      key: 'hours',
      label: 'breaks.hours',
      sort: 'fromMinute',
      text: ({ fromMinute, toMinute }) => `${minuteText(fromMinute)}–${minuteText(toMinute)}`,
    },
    { key: 'max', label: 'breaks.maxAgents', numeric: true, text: ({ maxAgents }) => maxAgents },
  ];

  protected link = ({ id }: BreakLimit): string => `/breaks/limits/${id}`;
}
