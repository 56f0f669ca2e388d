import { Inject, Injectable } from '@nestjs/common';
import type { AgentWeek, PlannedDay, Week } from '#contracts';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { addDays, polishHolidays, type LocalDate } from '../../../../kernel/polish-calendar';
import { StretchStore } from '../../agents';
import { ScheduleStore, type Scheduled } from '../data/schedule.store';
import {
  adherenceOf,
  conformanceOf,
  keptOn,
  NOTHING_KEPT,
  together,
  type Kept,
  type Worked,
} from '../domain/adherence';
import { dayBounds, daysBetween, localDay, mondayOf } from '../domain/day-time';
import { planOf, type DayPlan, type Difference, type Pattern } from '../domain/plan';

interface Known {
  readonly patterns: readonly Pattern[];
  readonly differences: ReadonlyMap<LocalDate, Difference>;
  readonly work: readonly Worked[];
}

/** A week as planned, and, as far as it has passed, as it was. */
@Injectable()
export class WeekView {
  constructor(
    private readonly store: ScheduleStore,
    private readonly stretches: StretchStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(day: LocalDate, agents: readonly Scheduled[]): Promise<Week> {
    const monday = mondayOf(day);
    const days = daysBetween(monday, addDays(monday, 6));
    const ids = agents.map(({ id }) => id);
    const now = this.clock.now();
    const [from, to] = [dayBounds(monday).start, Math.min(now, dayBounds(addDays(monday, 6)).end)];
    const [patterns, differences, worked] = await Promise.all([
      this.store.patternsOf(ids),
      this.store.differencesOf(ids, addDays(monday, -1), addDays(monday, 6)),
      this.stretches.worked(ids, from, Math.max(from, to)),
    ]);
    const years = [...new Set(days.map((date) => Number(date.slice(0, 4))))];
    return {
      monday,
      holidays: years.flatMap((year) => polishHolidays(year)).filter(({ date }) => days.includes(date)),
      agents: agents.map(({ id, name }) => {
        const known = {
          patterns: patterns.get(id) ?? [],
          differences: differences.get(id) ?? new Map<LocalDate, Difference>(),
          work: worked.get(id) ?? [],
        };
        return agentWeek({ id, name }, { days, today: localDay(now) }, known);
      }),
    };
  }
}

function agentWeek(
  { id, name }: Scheduled,
  { days, today }: { days: readonly LocalDate[]; today: LocalDate },
  { patterns, differences, work }: Known,
): AgentWeek {
  const passed: Kept[] = [];
  const shown = days.map((date) => {
    const plan = planOf(date, patterns, differences);
    const before = planOf(addDays(date, -1), patterns, differences);
    const kept = keptOn(date, [before, plan], work);
    if (date < today) passed.push(kept);
    return plannedDay(plan, kept, date <= today, date < today);
  });
  const sum = passed.length > 0 ? together(passed) : NOTHING_KEPT;
  return {
    agentId: id,
    agentName: name,
    days: shown,
    plannedSeconds: shown.reduce((total, { plannedSeconds }) => total + plannedSeconds, 0),
    workedSeconds: Math.round(shown.reduce((total, { workedSeconds }) => total + (workedSeconds ?? 0), 0)),
    adherence: adherenceOf(sum),
    conformance: conformanceOf(sum),
  };
}

/** Adherence is judged when the day is over. */
const plannedDay = (plan: DayPlan, kept: Kept, hasBegun: boolean, isOver: boolean): PlannedDay => ({
  date: plan.date,
  kind: plan.kind,
  startMinute: plan.hours?.startMinute ?? null,
  endMinute: plan.hours?.endMinute ?? null,
  shiftName: plan.hours?.name ?? null,
  exception: plan.exception,
  note: plan.note,
  plannedSeconds: Math.round(kept.plannedMs / 1000),
  workedSeconds: hasBegun ? Math.round(kept.workedMs / 1000) : null,
  adherence: isOver ? adherenceOf(kept) : null,
  conformance: isOver ? conformanceOf(kept) : null,
});
