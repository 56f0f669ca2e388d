import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveShiftSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { ScheduleStore } from '../data/schedule.store';
import { Schedules } from '../use-cases/schedules';

/** Shifts in the text of the configuration; who works when is data of people. */
@Injectable()
export class ConfiguredShifts implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: ScheduleStore,
    private readonly schedules: Schedules,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'shifts',
      schema: saveShiftSchema,
      page: (asked) => this.store.shifts(asked),
      nameOf: ({ name }) => name,
      save: (of, given, meta) =>
        this.schedules.saveShift(of?.id ?? null, { ...given, ...(of && { version: of.version }) }, meta),
    });
  }
}
