import { Injectable, type OnModuleInit } from '@nestjs/common';
import { saveWallboardSchema } from '#contracts';
import { ConfiguredThings } from '../../../../platform/configuration';
import { WallboardStore } from '../data/wallboard.store';

/** Wallboards in the text of the configuration, without the addresses under which they are shown. */
@Injectable()
export class ConfiguredWallboards implements OnModuleInit {
  constructor(
    private readonly things: ConfiguredThings,
    private readonly store: WallboardStore,
  ) {}

  onModuleInit(): void {
    this.things.register({
      kind: 'wallboards',
      schema: saveWallboardSchema,
      page: (asked) => this.store.page(asked),
      nameOf: ({ name }) => name,
    });
  }
}
