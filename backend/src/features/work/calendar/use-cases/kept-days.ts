import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { addDays, type LocalDate } from '../../../../kernel/polish-calendar';
import { DayFigures, type AskedDays, type PersonDay } from '../../../../platform/figures';
import { StretchStore } from '../../agents';
import { ScheduleStore } from '../data/schedule.store';
import { keptOn } from '../domain/adherence';
import { dayBounds, daysBetween, localDay } from '../domain/day-time';
import { planOf } from '../domain/plan';

/** Work of so many days is looked at at once. */
const STRIDE_DAYS = 31;

/** How schedules were kept on days that are over, for reports of any period. */
@Injectable()
export class KeptDays implements OnModuleInit {
  constructor(
    private readonly store: ScheduleStore,
    private readonly stretches: StretchStore,
    private readonly figures: DayFigures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.figures.register('schedules', (asked) => this.of(asked));
  }

  private async of({ from, to, userIds }: AskedDays): Promise<PersonDay[]> {
    const yesterday = addDays(localDay(this.clock.now()), -1);
    const last = to < yesterday ? to : yesterday;
    const ids = (await this.store.agents({ ids: userIds, groupId: null })).map(({ id }) => id);
    const kept: PersonDay[] = [];
    for (let first = from; first <= last; first = addDays(first, STRIDE_DAYS)) {
      const end = addDays(first, STRIDE_DAYS - 1);
      kept.push(...(await this.stride(ids, first, end < last ? end : last)));
    }
    return kept;
  }

  private async stride(ids: readonly string[], from: LocalDate, to: LocalDate): Promise<PersonDay[]> {
    const [patterns, differences, worked] = await Promise.all([
      this.store.patternsOf(ids),
      this.store.differencesOf(ids, addDays(from, -1), to),
      this.stretches.worked(ids, dayBounds(from).start, dayBounds(to).end),
    ]);
    const days = daysBetween(from, to);
    return ids.flatMap((userId) => {
      const plan = (date: LocalDate) => planOf(date, patterns.get(userId) ?? [], differences.get(userId) ?? new Map());
      const work = worked.get(userId) ?? [];
      let before = plan(addDays(from, -1));
      return days.map((date) => {
        const plans = [before, plan(date)] as const;
        [, before] = plans;
        const { plannedMs, workedMs, withinMs } = keptOn(date, plans, work);
        return { userId, date, sums: { planned_ms: plannedMs, worked_ms: workedMs, within_ms: withinMs } };
      });
    });
  }
}
