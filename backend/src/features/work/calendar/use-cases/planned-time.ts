import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../../kernel/clock';
import { addDays, type LocalDate } from '../../../../kernel/polish-calendar';
import { ScheduleStore } from '../data/schedule.store';
import { daysBetween, localDay } from '../domain/day-time';
import { planOf, spanOf, type Difference } from '../domain/plan';

/** Shifts of agents as they pass by the clock, those included that began before and end after the limits. */
@Injectable()
export class PlannedTime {
  constructor(private readonly store: ScheduleStore) {}

  async of(
    agentIds: readonly string[],
    from: Instant,
    to: Instant,
  ): Promise<ReadonlyMap<string, { start: Instant; end: Instant }[]>> {
    const days = daysBetween(addDays(localDay(from), -1), localDay(to - 1));
    const [first, last] = [days[0] ?? localDay(from), days.at(-1) ?? localDay(from)];
    const patterns = await this.store.patternsOf(agentIds);
    const differences = await this.store.differencesOf(agentIds, first, last);
    return new Map(
      agentIds.map((id) => {
        const different = differences.get(id) ?? new Map<LocalDate, Difference>();
        return [id, days.flatMap((day) => spanOf(planOf(day, patterns.get(id) ?? [], different)) ?? [])];
      }),
    );
  }
}
