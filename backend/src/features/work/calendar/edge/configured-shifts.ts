import { saveShiftSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { ScheduleStore } from '../data/schedule.store';
import { Schedules } from '../use-cases/schedules';
import { scheduleProblem } from './schedule-problem';

/** Shifts in the text of the configuration; who works when is data of people. */
export const configuredShifts = configured(
  { kind: 'shifts', schema: saveShiftSchema, needs: [ScheduleStore, Schedules] },
  (store, settings) => ({
    page: (asked) => store.shifts(asked),
    settings: {
      create: (given, meta) => settings.saveShift(null, given, meta),
      update: (id, given, meta) => settings.saveShift(id, given, meta),
    },
    problem: scheduleProblem,
  }),
);
