import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ShiftPattern } from '#contracts';
import type { ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

const WEEK = 7;

/** In which turn people work. */
@Component({
  selector: 'app-patterns-page',
  imports: [TranslocoDirective, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('schedule.patterns')"
      [newLink]="mayManage ? '/schedule/patterns/new' : null"
      [newLabel]="t('schedule.newPattern')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('schedule.noPatterns')"
      [emptyHint]="t('schedule.noPatternsHint')"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PatternsPage {
  protected readonly mayManage = inject(Session).may('schedules.manage');
  protected readonly source = listSource<ShiftPattern>({ path: '/shift-patterns', sort: 'name' });
  protected readonly columns: readonly ListColumn<ShiftPattern>[] = [
    { key: 'name', label: 'schedule.name', sort: 'name', text: ({ name }) => name },
    { key: 'weeks', label: 'schedule.weeks', numeric: true, text: ({ days }) => days.length / WEEK },
    { key: 'people', label: 'schedule.people', numeric: true, text: ({ agentIds }) => agentIds.length },
    { key: 'from', label: 'schedule.fromDate', sort: 'fromDate', text: ({ fromDate }) => fromDate },
    { key: 'to', label: 'schedule.toDate', minor: true, text: ({ toDate }) => toDate ?? '–' },
  ];
  protected link = ({ id }: ShiftPattern): string => `/schedule/patterns/${id}`;
}
