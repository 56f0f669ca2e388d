import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentWeek, Group, PlannedDay, Week } from '#contracts';
import { EmptyState, ErrorState, FilterDate, FilterSelect, PageHeader, Skeleton } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { clockText } from '../../platform/time/formats';
import { minuteText } from '../breaks/minute-of-day';
import { DayDialog, type DayChoice } from './day-dialog';
import { ImportScheduleDialog } from './import-schedule-dialog';

const WEEK_DAYS = 7;
const isoDay = (at: Date): string => at.toLocaleDateString('sv-SE');

function moved(day: string, by: number): string {
  const at = new Date(`${day}T12:00:00`);
  at.setDate(at.getDate() + by);
  return isoDay(at);
}

/** The week of a group, as planned and as it was kept; an agent sees his own. */
@Component({
  selector: 'app-schedule-page',
  imports: [
    MatButtonModule,
    MatIconModule,
    RouterLink,
    TranslocoDirective,
    EmptyState,
    ErrorState,
    FilterDate,
    FilterSelect,
    PageHeader,
    Skeleton,
  ],
  templateUrl: './schedule-page.html',
  styleUrl: './schedule-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SchedulePage {
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly language = inject(Language);
  private readonly problems = inject(ProblemText);
  private readonly session = inject(Session);
  protected readonly mayView = this.session.may('schedules.view');
  protected readonly mayManage = this.session.may('schedules.manage');
  protected readonly day = signal(isoDay(new Date()));
  protected readonly groupId = signal<string | null>(null);
  protected readonly groups = names<Group>(
    '/groups',
    ({ name }) => name,
    this.mayView && this.session.may('groups.view'),
  );
  protected readonly week = resource({
    params: () => ({ day: this.day(), groupId: this.groupId() }),
    loader: ({ params }) => this.api.get<Week>(this.mayView ? '/schedule' : '/schedule/mine', params),
  });
  protected readonly problem = computed(() => this.problems.of(this.week.error()));
  protected readonly days = computed(() => this.week.value()?.agents[0]?.days ?? []);
  protected readonly today = isoDay(new Date());

  protected move(weeks: number): void {
    this.day.update((day) => moved(day, weeks * WEEK_DAYS));
  }

  protected choose(day: string | null): void {
    this.day.set(day ?? isoDay(new Date()));
  }

  protected holiday(date: string): string | null {
    const found = this.week.value()?.holidays.find((each) => each.date === date);
    return found ? (this.language.locale.startsWith('en') ? found.en : found.pl) : null;
  }

  protected weekday(date: string): string {
    return new Date(`${date}T12:00:00`).toLocaleDateString(this.language.locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
    });
  }

  protected hours({ startMinute, endMinute }: PlannedDay): string {
    return startMinute === null || endMinute === null ? '' : `${minuteText(startMinute)}–${minuteText(endMinute)}`;
  }

  protected length(seconds: number): string {
    return clockText(seconds).replace(/:\d\d$/, '');
  }

  protected percent(share: number | null): string {
    if (share === null) return '–';
    return share.toLocaleString(this.language.locale, { style: 'percent', maximumFractionDigits: 0 });
  }

  protected edit(agent: AgentWeek, day: PlannedDay): void {
    if (!this.mayManage) return;
    const data: DayChoice = { agentId: agent.agentId, agentName: agent.agentName, day };
    this.dialog
      .open<DayDialog, DayChoice, boolean>(DayDialog, { data, width: '440px' })
      .afterClosed()
      .subscribe((changed) => changed && this.week.reload());
  }

  protected import(): void {
    this.dialog
      .open<ImportScheduleDialog, undefined, boolean>(ImportScheduleDialog, { width: '640px' })
      .afterClosed()
      .subscribe((changed) => changed && this.week.reload());
  }
}
