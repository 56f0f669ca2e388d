import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Shift } from '#contracts';
import type { ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { minuteText } from '../breaks/minute-of-day';

/** Shifts that patterns are made of. */
@Component({
  selector: 'app-shifts-page',
  imports: [TranslocoDirective, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('schedule.shifts')"
      [newLink]="mayManage ? '/schedule/shifts/new' : null"
      [newLabel]="t('schedule.newShift')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('schedule.noShifts')"
      [emptyHint]="t('schedule.noShiftsHint')"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShiftsPage {
  protected readonly mayManage = inject(Session).may('schedules.manage');
  protected readonly source = listSource<Shift>({ path: '/shifts', sort: 'startMinute' });
  protected readonly columns: readonly ListColumn<Shift>[] = [
    { key: 'name', label: 'schedule.name', sort: 'name', text: ({ name }) => name },
    {
      key: 'hours',
      label: 'schedule.hours',
      sort: 'startMinute',
      text: ({ startMinute, endMinute }) => `${minuteText(startMinute)}–${minuteText(endMinute)}`,
    },
    { key: 'unpaid', label: 'schedule.unpaid', numeric: true, text: ({ unpaidBreakMinutes }) => unpaidBreakMinutes },
  ];
  protected link = ({ id }: Shift): string => `/schedule/shifts/${id}`;
}
