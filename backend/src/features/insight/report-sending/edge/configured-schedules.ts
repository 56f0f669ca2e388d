import { idSchema, saveReportScheduleSchema } from '#contracts';
import { configured } from '../../../../platform/configuration';
import { ScheduleStore } from '../data/schedule.store';
import { ReportSchedules } from '../use-cases/report-schedules';
import { scheduleProblem } from './report-schedules.controller';

const schema = saveReportScheduleSchema.extend({ ownerId: idSchema });
const everybodys = (ownerId: string) => ({ userId: ownerId, supervised: null });

/** Reports that are sent by themselves in the text of the configuration. One that stands already keeps its owner. */
export const configuredSchedules = configured(
  {
    kind: 'report-schedules',
    schema,
    nameOf: ({ name, ownerId }) => `${name} ${ownerId}`,
    needs: [ScheduleStore, ReportSchedules],
  },
  (store, schedules) => ({
    page: async (asked) => {
      const { items, next } = await store.page(asked, everybodys(''));
      return { items: items.map((each) => ({ ...each, ownerId: each.owner.id })), next };
    },
    settings: {
      create: ({ ownerId, ...given }, meta) => schedules.save(null, given, everybodys(ownerId), meta),
      update: (id, { ownerId, ...given }, meta) => schedules.save(id, given, everybodys(ownerId), meta),
      remove: (id, meta) => schedules.remove(id, everybodys(''), meta),
    },
    problem: scheduleProblem,
  }),
);
