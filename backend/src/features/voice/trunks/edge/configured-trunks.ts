import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveTrunkSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { TrunkStore } from '../data/trunk.store';
import { TrunkSettings } from '../use-cases/trunk-settings';

/** Trunks in the text of the configuration. Their passwords are never given out; one that is saved again keeps its own. */
@Injectable()
export class ConfiguredTrunks implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: TrunkStore,
    private readonly settings: TrunkSettings,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'trunks',
      schema: saveTrunkSchema,
      page: (asked) => this.store.page(asked),
      nameOf: ({ name }) => name,
      save: (of, given, meta) =>
        of ? this.settings.update(of.id, { ...given, version: of.version }, meta) : this.settings.create(given, meta),
    });
  }
}
