import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveReportScheduleSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { ScheduleStore } from '../data/schedule.store';

/** Reports that are sent by themselves in the text of the configuration; each has an owner, so they are set in the console. */
@Injectable()
export class ConfiguredSchedules implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: ScheduleStore,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'report-schedules',
      schema: saveReportScheduleSchema,
      page: (asked) => this.store.page(asked, { userId: '', supervised: null }),
      nameOf: ({ name, owner }) => `${name} (${owner.name})`,
    });
  }
}
