import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveGroupSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { GroupStore } from '../data/group.store';
import { Groups } from '../use-cases/groups';

/** Groups in the text of the configuration; their members are data of people, and stay as they are. */
@Injectable()
export class ConfiguredGroups implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: GroupStore,
    private readonly groups: Groups,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'groups',
      schema: saveGroupSchema.omit({ memberIds: true }),
      page: (asked) => this.store.list(asked),
      nameOf: ({ name }) => name,
      save: (of, given, meta) =>
        of ? this.groups.update(of.id, { ...given, version: of.version }, meta) : this.groups.create(given, meta),
    });
  }
}
