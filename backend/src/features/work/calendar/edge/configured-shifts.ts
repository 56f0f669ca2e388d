import { saveShiftPatternSchema, saveShiftSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { ScheduleStore } from '../data/schedule.store';
import { Schedules } from '../use-cases/schedules';
import { scheduleProblem } from './schedule-problem';

/** Shifts in the text of the configuration. */
export const configuredShifts = configured(
  { kind: 'shifts', schema: saveShiftSchema, needs: [ScheduleStore, Schedules] },
  (store, settings) => ({
    page: (asked) => store.shifts(asked),
    settings: {
      create: (given, meta) => settings.saveShift(null, given, meta),
      update: (id, given, meta) => settings.saveShift(id, given, meta),
      remove: (id, meta) => settings.removeShift(id, meta),
    },
    problem: scheduleProblem,
  }),
);

const WHOEVER = { supervised: null };

/** Work patterns in the text of the configuration; single days are data of people. */
export const configuredPatterns = configured(
  { kind: 'shift-patterns', schema: saveShiftPatternSchema, needs: [ScheduleStore, Schedules] },
  (store, settings) => ({
    page: (asked) => store.patterns(asked),
    settings: {
      create: (given, meta) => settings.savePattern(null, given, WHOEVER, meta),
      update: (id, given, meta) => settings.savePattern(id, given, WHOEVER, meta),
      remove: (id, meta) => settings.removePattern(id, WHOEVER, meta),
    },
    problem: scheduleProblem,
  }),
);
